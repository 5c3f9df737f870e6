package main

import (
	"net/http"
	"strings"

	"github.com/go-logr/logr"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/rest"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/webhook"
	"sigs.k8s.io/controller-runtime/pkg/webhook/admission"

	apiv1 "github.com/cloudnative-pg/cloudnative-pg/api/v1"
	"github.com/cloudnative-pg/cloudnative-pg/pkg/utils"
)

// groupVersion is spelt out, because the operator's name for it has changed.
var groupVersion = schema.GroupVersion{Group: "postgresql.cnpg.io", Version: "v1"}

// webhooks holds the handlers that the operator registers, by the path that controller-runtime gives them.
type webhooks struct {
	handlers map[string]admission.Handler
	scheme   *runtime.Scheme
}

// collectWebhooks lets the operator set its webhooks up with a manager that only writes them down.
func collectWebhooks() (*webhooks, error) {
	ctrl.SetLogger(logr.Discard())
	scheme := runtime.NewScheme()
	if err := apiv1.AddToScheme(scheme); err != nil {
		return nil, err
	}
	if err := utils.DetectVolumeSnapshotExist(snapshotsInstalled{}); err != nil {
		return nil, err
	}
	found := &webhooks{handlers: map[string]admission.Handler{}, scheme: scheme}
	return found, setupWebhooks(&recordingManager{webhooks: found})
}

// kinds says which kinds have a mutating and which a validating webhook.
func (w *webhooks) kinds() map[string][]string {
	kinds := map[string][]string{"mutating": {}, "validating": {}}
	for kind := range w.scheme.KnownTypes(groupVersion) {
		path := pathOf(groupVersion.WithKind(kind))
		if w.handlers["/mutate-"+path] != nil {
			kinds["mutating"] = append(kinds["mutating"], kind)
		}
		if w.handlers["/validate-"+path] != nil {
			kinds["validating"] = append(kinds["validating"], kind)
		}
	}
	return kinds
}

func pathOf(gvk schema.GroupVersionKind) string {
	return strings.ReplaceAll(gvk.Group, ".", "-") + "-" + gvk.Version + "-" + strings.ToLower(gvk.Kind)
}

// recordingManager has just enough of a manager to set up webhooks.
type recordingManager struct {
	ctrl.Manager
	webhooks *webhooks
}

func (m *recordingManager) GetConfig() *rest.Config    { return &rest.Config{} }
func (m *recordingManager) GetScheme() *runtime.Scheme { return m.webhooks.scheme }
func (m *recordingManager) GetLogger() logr.Logger     { return logr.Discard() }
func (m *recordingManager) GetWebhookServer() webhook.Server {
	return &recordingServer{webhooks: m.webhooks}
}

type recordingServer struct {
	webhook.Server
	webhooks *webhooks
}

func (s *recordingServer) WebhookMux() *http.ServeMux { return nil }

func (s *recordingServer) Register(path string, handler http.Handler) {
	if hook, ok := handler.(*admission.Webhook); ok {
		s.webhooks.handlers[path] = hook.Handler
	}
}

// snapshotsInstalled is a cluster that has the VolumeSnapshot API.
type snapshotsInstalled struct {
	discovery.DiscoveryInterface
}

func (snapshotsInstalled) ServerResourcesForGroupVersion(string) (*metav1.APIResourceList, error) {
	return &metav1.APIResourceList{APIResources: []metav1.APIResource{{Name: "volumesnapshots"}}}, nil
}

package main

import (
	"context"
	"encoding/json"
	"reflect"

	jsonpatch "github.com/evanphx/json-patch/v5"
	admissionv1 "k8s.io/api/admission/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"sigs.k8s.io/controller-runtime/pkg/webhook/admission"
)

// question is an admission request: what the API server asks, and of which webhook.
type question struct {
	Stage  string          `json:"stage"`
	Kind   string          `json:"kind"`
	Object json.RawMessage `json:"object"`
	Old    json.RawMessage `json:"old"`
}

// answer is the response without what an API server only passes on.
type answer struct {
	Allowed  bool            `json:"allowed"`
	Patch    json.RawMessage `json:"patch,omitempty"`
	Idle     bool            `json:"idle,omitempty"` // the patch only writes the object down anew
	Causes   [][2]string     `json:"causes,omitempty"`
	Warnings int             `json:"warnings,omitempty"`
	Messages []string        `json:"messages,omitempty"`
}

func (w *webhooks) answer(asked question) answer {
	gvk := groupVersion.WithKind(asked.Kind)
	request := admission.Request{AdmissionRequest: admissionv1.AdmissionRequest{
		Kind:      metav1.GroupVersionKind{Group: gvk.Group, Version: gvk.Version, Kind: gvk.Kind},
		Operation: admissionv1.Create,
		Object:    runtime.RawExtension{Raw: asked.Object},
	}}
	if asked.Old != nil {
		request.Operation = admissionv1.Update
		request.OldObject = runtime.RawExtension{Raw: asked.Old}
	}
	switch asked.Stage {
	case "decode":
		return w.decode(asked)
	case "mutate":
		found := answerOf(w.handlers["/mutate-"+pathOf(gvk)].Handle(context.Background(), request))
		found.Idle = w.isIdle(asked, found.Patch)
		return found
	default:
		return answerOf(w.handlers["/validate-"+pathOf(gvk)].Handle(context.Background(), request))
	}
}

// isIdle says whether a patch leaves the object of the operator as it was. Its JSON may still differ: a struct writes
// its required fields even when they were missing.
func (w *webhooks) isIdle(asked question, operations json.RawMessage) bool {
	patch, err := jsonpatch.DecodePatch(operations)
	if err != nil {
		return false
	}
	patched, err := patch.Apply(asked.Object)
	if err != nil {
		return false
	}
	before, errBefore := w.typed(asked.Kind, asked.Object)
	after, errAfter := w.typed(asked.Kind, patched)
	return errBefore == nil && errAfter == nil && reflect.DeepEqual(before, after)
}

// decode says whether the structs of the operator can hold the object.
func (w *webhooks) decode(asked question) answer {
	if _, err := w.typed(asked.Kind, asked.Object); err != nil {
		return answer{Messages: []string{err.Error()}}
	}
	return answer{Allowed: true}
}

func (w *webhooks) typed(kind string, raw []byte) (runtime.Object, error) {
	typed, err := w.scheme.New(groupVersion.WithKind(kind))
	if err != nil {
		return nil, err
	}
	return typed, admission.NewDecoder(w.scheme).DecodeRaw(runtime.RawExtension{Raw: raw}, typed)
}

func answerOf(response admission.Response) answer {
	found := answer{Allowed: response.Allowed, Warnings: len(response.Warnings)}
	if len(response.Patches) > 0 {
		// It has only just been made from JSON.
		found.Patch, _ = json.Marshal(response.Patches)
	}
	if response.Allowed || response.Result == nil {
		return found
	}
	if response.Result.Details != nil {
		for _, cause := range response.Result.Details.Causes {
			found.Causes = append(found.Causes, [2]string{string(cause.Type), cause.Field})
			found.Messages = append(found.Messages, cause.Message)
		}
	}
	if len(found.Causes) == 0 {
		found.Messages = append(found.Messages, response.Result.Message)
	}
	return found
}

//go:build conformance_methods

package main

import (
	ctrl "sigs.k8s.io/controller-runtime"

	apiv1 "github.com/cloudnative-pg/cloudnative-pg/api/v1"
)

// In 1.22 and 1.23 the webhooks are methods of the types.
func setupWebhooks(manager ctrl.Manager) error {
	return setupAll(
		manager,
		(&apiv1.Cluster{}).SetupWebhookWithManager,
		(&apiv1.Backup{}).SetupWebhookWithManager,
		(&apiv1.ScheduledBackup{}).SetupWebhookWithManager,
		(&apiv1.Pooler{}).SetupWebhookWithManager,
	)
}

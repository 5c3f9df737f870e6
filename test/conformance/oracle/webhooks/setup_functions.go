//go:build conformance_functions

package main

import (
	ctrl "sigs.k8s.io/controller-runtime"

	webhookv1 "github.com/cloudnative-pg/cloudnative-pg/internal/webhook/v1"
)

// In 1.24 and 1.25 the webhooks are in their own package and Database has none.
func setupWebhooks(manager ctrl.Manager) error {
	return setupAll(
		manager,
		webhookv1.SetupClusterWebhookWithManager,
		webhookv1.SetupBackupWebhookWithManager,
		webhookv1.SetupScheduledBackupWebhookWithManager,
		webhookv1.SetupPoolerWebhookWithManager,
	)
}

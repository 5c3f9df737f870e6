//go:build conformance_database

package main

import (
	ctrl "sigs.k8s.io/controller-runtime"

	webhookv1 "github.com/cloudnative-pg/cloudnative-pg/internal/webhook/v1"
)

// From 1.26 on Database has a webhook too.
func setupWebhooks(manager ctrl.Manager) error {
	return setupAll(
		manager,
		webhookv1.SetupClusterWebhookWithManager,
		webhookv1.SetupBackupWebhookWithManager,
		webhookv1.SetupScheduledBackupWebhookWithManager,
		webhookv1.SetupPoolerWebhookWithManager,
		webhookv1.SetupDatabaseWebhookWithManager,
	)
}

package main

import ctrl "sigs.k8s.io/controller-runtime"

func setupAll(manager ctrl.Manager, setups ...func(ctrl.Manager) error) error {
	for _, setup := range setups {
		if err := setup(manager); err != nil {
			return err
		}
	}
	return nil
}

package main

import (
	"fmt"
	"os"
	"path/filepath"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/objectmeta"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apimachinery/pkg/runtime/schema"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"sigs.k8s.io/yaml"
)

// kind is what the API server makes of a CustomResourceDefinition.
type kind struct {
	gvk        schema.GroupVersionKind
	namespaced bool
	hasStatus  bool
	schema     *structuralschema.Structural
	validator  validation.SchemaValidator
	cel        *cel.Validator
}

func loadKinds(directory string) (map[string]*kind, error) {
	files, err := filepath.Glob(filepath.Join(directory, "*.yaml"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no CRDs in %q", directory)
	}
	kinds := map[string]*kind{}
	for _, file := range files {
		loaded, err := loadKind(file)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		kinds[loaded.gvk.Kind] = loaded
	}
	return kinds, nil
}

func loadKind(file string) (*kind, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var crd apiextensionsv1.CustomResourceDefinition
	if err := yaml.Unmarshal(text, &crd); err != nil {
		return nil, err
	}
	version := crd.Spec.Versions[0]
	var internal apiextensions.CustomResourceValidation
	if err := apiextensionsv1.Convert_v1_CustomResourceValidation_To_apiextensions_CustomResourceValidation(
		version.Schema, &internal, nil); err != nil {
		return nil, err
	}
	structural, err := structuralschema.NewStructural(internal.OpenAPIV3Schema)
	if err != nil {
		return nil, err
	}
	if err := defaulting.PruneDefaults(structural); err != nil {
		return nil, err
	}
	validator, _, err := validation.NewSchemaValidator(internal.OpenAPIV3Schema)
	if err != nil {
		return nil, err
	}
	return &kind{
		gvk:        schema.GroupVersionKind{Group: crd.Spec.Group, Version: version.Name, Kind: crd.Spec.Names.Kind},
		namespaced: crd.Spec.Scope == apiextensionsv1.NamespaceScoped,
		hasStatus:  version.Subresources != nil && version.Subresources.Status != nil,
		schema:     structural,
		validator:  validator,
		cel:        cel.NewValidator(structural, true, celconfig.PerCallLimit),
	}, nil
}

// prune removes the fields that the schema does not know, and says which.
func (k *kind) prune(obj object) []string {
	_, _, unknown, err := objectmeta.GetObjectMetaWithOptions(
		copyOf(obj), objectmeta.ObjectMetaOptions{ReturnUnknownFieldPaths: true})
	if err != nil {
		unknown = nil
	}
	unknown = append(unknown, pruning.PruneWithOptions(
		obj, k.schema, true, structuralschema.UnknownFieldPathOptions{TrackUnknownFieldPaths: true})...)
	defaulting.PruneNonNullableNullsWithoutDefaults(obj, k.schema)
	return unknown
}

func (k *kind) applyDefaults(obj object) {
	defaulting.Default(obj, k.schema)
}

// keepStatus does what the API server does where the status is a subresource: only that writes it.
func (k *kind) keepStatus(obj, old object) {
	if !k.hasStatus {
		return
	}
	delete(obj, "status")
	if status, ok := old["status"]; ok {
		obj["status"] = status
	}
}

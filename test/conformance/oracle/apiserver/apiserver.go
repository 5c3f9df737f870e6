package main

import (
	"context"
	"encoding/json"
	"errors"
	"sort"
	"strings"

	jsonpatch "github.com/evanphx/json-patch/v5"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/listtype"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	metavalidation "k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/validation/field"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
)

type object = map[string]interface{}

// apiServer takes requests through the stages of an API server, in its order; unlike it, it goes on after an error as
// long as the object can still be judged.
type apiServer struct {
	kinds          map[string]*kind
	operator       *operator
	checksMetadata bool
	// In 1.24 and 1.25 a webhook with nothing to default still fills in what its structs require.
	dropsIdlePatches bool
}

func (s *apiServer) judge(asked request) *verdict {
	answer := &verdict{ID: asked.ID}
	raw := asked.Manifest
	if raw == nil {
		raw = asked.New
	}
	obj, err := readObject(raw)
	if err != nil {
		answer.refuse("decode")
		answer.note(err)
		return answer
	}
	kind := s.kindOf(obj)
	if kind == nil {
		answer.refuse("kind")
		return answer
	}
	answer.Unknown = kind.prune(obj)
	sort.Strings(answer.Unknown)
	if len(answer.Unknown) > 0 {
		answer.refuse("strict")
	}
	var stored object
	canBeStored := true
	if asked.Old != nil {
		stored, canBeStored = s.store(asked.Old)
		markStored(obj)
	}
	kind.applyDefaults(obj)
	mutated, err := s.mutate(kind, obj, stored)
	if err != nil {
		// The schema says which field it is that the structs cannot hold. A mutating webhook refuses before the server
		// compares with the stored object; without one (Pooler) it is the validating webhook that refuses, later.
		if s.operator.mutates(kind.gvk.Kind) {
			stored = nil
		}
		answer.RefusedBy = "decode"
		answer.note(err)
		answer.schema(s.validate(kind, obj, stored))
		return answer
	}
	if !canBeStored {
		return &verdict{ID: asked.ID, RefusedBy: "old"}
	}
	kind.prune(mutated)
	kind.applyDefaults(mutated)
	kind.keepStatus(mutated, stored)
	generateName(mutated)
	if errs := s.validate(kind, mutated, stored); len(errs) > 0 {
		answer.refuse("schema")
		answer.schema(errs)
	}
	s.ask(kind, mutated, stored, answer)
	return answer
}

func (s *apiServer) kindOf(obj object) *kind {
	name, _ := obj["kind"].(string)
	found := s.kinds[name]
	if found == nil || obj["apiVersion"] != found.gvk.GroupVersion().String() {
		return nil
	}
	return found
}

// store makes of a manifest what the cluster holds after its creation. It is not judged: whatever is stored counts,
// unless the structs of the operator cannot hold it, which no webhook would have let pass.
func (s *apiServer) store(raw json.RawMessage) (object, bool) {
	obj, err := readObject(raw)
	if err != nil {
		return object{}, false
	}
	kind := s.kindOf(obj)
	if kind == nil {
		return obj, false
	}
	kind.prune(obj)
	kind.applyDefaults(obj)
	status, hasStatus := obj["status"]
	mutated, err := s.mutate(kind, obj, nil)
	if err != nil {
		markStored(obj)
		return obj, false
	}
	kind.prune(mutated)
	kind.applyDefaults(mutated)
	delete(mutated, "status")
	if hasStatus {
		mutated["status"] = status
	}
	generateName(mutated)
	markStored(mutated)
	return mutated, true
}

// markStored sets what an object has once it is stored; the operator tells a creation from an update by it.
func markStored(obj object) {
	if metadata, ok := obj["metadata"].(object); ok {
		metadata["resourceVersion"] = "1"
	}
}

// mutate returns the object after the mutating webhook, or an error when the structs of the operator cannot hold it.
func (s *apiServer) mutate(kind *kind, obj, old object) (object, error) {
	name := kind.gvk.Kind
	if !s.operator.validates(name) {
		return obj, nil
	}
	stage := "decode"
	if s.operator.mutates(name) {
		stage = "mutate"
	}
	response := s.operator.ask(stage, name, obj, old)
	if !response.Allowed {
		return nil, errors.New(strings.Join(response.Messages, "; "))
	}
	if len(response.Patch) == 0 || response.Idle && s.dropsIdlePatches {
		return copyOf(obj), nil
	}
	patch, err := jsonpatch.DecodePatch(response.Patch)
	if err != nil {
		return nil, err
	}
	patched, err := patch.Apply(write(obj))
	if err != nil {
		return nil, err
	}
	return readObject(patched)
}

// validate applies the rules of the CRD. It knows no ratcheting: what was wrong before stays wrong. Unlike the server
// it evaluates CEL after other errors as well, so that a verdict holds all there is to say.
func (s *apiServer) validate(kind *kind, obj, old object) (errs field.ErrorList) {
	if s.checksMetadata {
		errs = append(errs, validateMetadata(obj, kind.namespaced)...)
	}
	if old == nil {
		errs = append(errs, validation.ValidateCustomResource(nil, obj, kind.validator)...)
		errs = append(errs, listtype.ValidateListSetsAndMaps(nil, kind.schema, obj)...)
	} else {
		errs = append(errs, validation.ValidateCustomResourceUpdate(nil, obj, old, kind.validator)...)
		if len(listtype.ValidateListSetsAndMaps(nil, kind.schema, old)) == 0 {
			errs = append(errs, listtype.ValidateListSetsAndMaps(nil, kind.schema, obj)...)
		}
	}
	if kind.cel == nil {
		return errs
	}
	// A nil map in an interface is not nil, and a rule about the old object would be evaluated at creation.
	var before interface{}
	if old != nil {
		before = old
	}
	found, _ := kind.cel.Validate(context.Background(), nil, kind.schema, obj, before, celconfig.RuntimeCELCostBudget)
	return append(errs, found...)
}

// ask asks the validating webhook.
func (s *apiServer) ask(kind *kind, obj, old object, answer *verdict) {
	if !s.operator.validates(kind.gvk.Kind) {
		return
	}
	response := s.operator.ask("validate", kind.gvk.Kind, obj, old)
	answer.Warnings = response.Warnings
	answer.Messages = append(answer.Messages, response.Messages...)
	if response.Allowed {
		return
	}
	answer.refuse("webhook")
	if len(response.Causes) == 0 {
		answer.Webhook = append(answer.Webhook, refusal{"error", ""})
	}
	for _, cause := range response.Causes {
		answer.Webhook = append(answer.Webhook, refusal{shortType(cause[0]), cause[1]})
	}
}

func (v *verdict) schema(errs field.ErrorList) {
	for _, err := range errs {
		v.Schema = append(v.Schema, refusal{shortType(string(err.Type)), err.Field})
		v.note(err)
	}
}

func (v *verdict) note(err error) {
	v.Messages = append(v.Messages, err.Error())
}

// shortType is the name that the constants of the field package have: FieldValueTypeInvalid is TypeInvalid.
func shortType(reason string) string {
	return strings.TrimPrefix(reason, "FieldValue")
}

// generateName does what the API server does before it validates: the validating webhook sees the name.
func generateName(obj object) {
	subject := &unstructured.Unstructured{Object: obj}
	if prefix := subject.GetGenerateName(); subject.GetName() == "" && prefix != "" {
		subject.SetName(prefix[:min(len(prefix), 58)] + "abcde")
	}
}

// validateMetadata checks what kubectl would send: with the namespace filled in.
func validateMetadata(obj object, namespaced bool) field.ErrorList {
	subject := &unstructured.Unstructured{Object: copyOf(obj)}
	generateName(subject.Object)
	if namespaced && subject.GetNamespace() == "" {
		subject.SetNamespace("default")
	}
	return metavalidation.ValidateObjectMetaAccessor(
		subject, namespaced, metavalidation.NameIsDNSSubdomain, field.NewPath("metadata"))
}

func readObject(raw []byte) (object, error) {
	var obj object
	err := utiljson.Unmarshal(raw, &obj)
	return obj, err
}

func copyOf(obj object) object {
	return runtime.DeepCopyJSON(obj)
}

// write cannot fail: all objects come from JSON.
func write(obj object) []byte {
	raw, err := json.Marshal(obj)
	if err != nil {
		panic(err)
	}
	return raw
}

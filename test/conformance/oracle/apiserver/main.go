// The oracle says what a real API server with one release of the operator says of a manifest, by running the code of
// both: this program is the API server, and the program of ../webhooks the operator.
//
// One JSON object a line comes in, {"id", "manifest"} for a creation or {"id", "old", "new"} for an update, and one
// verdict a line goes out. "old" is the stored object: it may carry a status, which an update keeps.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
)

// request is one line of the input; the manifests stay raw, so that numbers are read as the API server reads them.
type request struct {
	ID       string          `json:"id"`
	Manifest json.RawMessage `json:"manifest"`
	Old      json.RawMessage `json:"old"`
	New      json.RawMessage `json:"new"`
}

// refusal is the type of an error and its field.
type refusal [2]string

// verdict is one line of the output. Every stage that was reached says what it found.
type verdict struct {
	ID        string    `json:"id"`
	RefusedBy string    `json:"refusedBy,omitempty"`
	Unknown   []string  `json:"unknown,omitempty"`
	Schema    []refusal `json:"schema,omitempty"`
	Webhook   []refusal `json:"webhook,omitempty"`
	Warnings  int       `json:"warnings,omitempty"`
	// Messages are for the developer who wonders why; only with -messages.
	Messages []string `json:"messages,omitempty"`
}

func (v *verdict) refuse(stage string) {
	if v.RefusedBy == "" {
		v.RefusedBy = stage
	}
}

func main() {
	crds := flag.String("crds", "", "directory of the CRDs")
	webhooks := flag.String("webhooks", "", "program that answers as the webhooks")
	metadata := flag.Bool("metadata", false, "check names, labels and annotations as the API server does")
	idle := flag.Bool("drop-idle-patches", false, "take a webhook that defaults nothing as one that sends no patch")
	messages := flag.Bool("messages", false, "add the messages of the errors")
	flag.Parse()
	server := &apiServer{checksMetadata: *metadata, dropsIdlePatches: *idle}
	if err := run(server, *crds, *webhooks, *messages); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(server *apiServer, crds, webhooks string, messages bool) error {
	kinds, err := loadKinds(crds)
	if err != nil {
		return err
	}
	operator, err := startOperator(webhooks)
	if err != nil {
		return err
	}
	server.kinds, server.operator = kinds, operator
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 64<<20)
	out := bufio.NewWriter(os.Stdout)
	defer func() { _ = out.Flush() }()
	encoder := json.NewEncoder(out)
	for in.Scan() {
		var asked request
		if err := json.Unmarshal(in.Bytes(), &asked); err != nil {
			return err
		}
		answer := server.judge(asked)
		if !messages {
			answer.Messages = nil
		}
		if err := encoder.Encode(answer); err != nil {
			return err
		}
	}
	if err := in.Err(); err != nil {
		return err
	}
	return operator.stop()
}

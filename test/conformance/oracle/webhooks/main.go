// This program answers as the webhooks of one release of the operator, by running them. It is compiled inside a copy of
// the operator's module, because they are in internal packages there; it has no idea of an API server.
//
// The first line of its output names the kinds that have webhooks. Then one admission request a line comes in, and one
// answer a line goes out.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	hooks, err := collectWebhooks()
	if err != nil {
		return err
	}
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	decoder := json.NewDecoder(in)
	encoder := json.NewEncoder(os.Stdout)
	if err := encoder.Encode(hooks.kinds()); err != nil {
		return err
	}
	for decoder.More() {
		var asked question
		if err := decoder.Decode(&asked); err != nil {
			return err
		}
		if err := encoder.Encode(hooks.answer(asked)); err != nil {
			return err
		}
	}
	return nil
}

package main

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"slices"
)

// operator is the program that answers as the webhooks of one release, and what it says it has.
type operator struct {
	process *exec.Cmd
	in      io.WriteCloser
	encoder *json.Encoder
	decoder *json.Decoder
	kinds   struct {
		Mutating   []string `json:"mutating"`
		Validating []string `json:"validating"`
	}
}

type question struct {
	Stage  string `json:"stage"`
	Kind   string `json:"kind"`
	Object object `json:"object"`
	Old    object `json:"old,omitempty"`
}

type admission struct {
	Allowed  bool            `json:"allowed"`
	Patch    json.RawMessage `json:"patch"`
	Idle     bool            `json:"idle"`
	Causes   [][2]string     `json:"causes"`
	Warnings int             `json:"warnings"`
	Messages []string        `json:"messages"`
}

func startOperator(path string) (*operator, error) {
	process := exec.Command(path)
	process.Stderr = os.Stderr
	in, err := process.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := process.Start(); err != nil {
		return nil, err
	}
	started := &operator{
		process: process,
		in:      in,
		encoder: json.NewEncoder(in),
		decoder: json.NewDecoder(bufio.NewReaderSize(out, 1<<20)),
	}
	return started, started.decoder.Decode(&started.kinds)
}

func (o *operator) stop() error {
	if err := o.in.Close(); err != nil {
		return err
	}
	return o.process.Wait()
}

func (o *operator) mutates(kind string) bool   { return slices.Contains(o.kinds.Mutating, kind) }
func (o *operator) validates(kind string) bool { return slices.Contains(o.kinds.Validating, kind) }

// ask panics when the other program is gone: nothing can be judged without it.
func (o *operator) ask(stage, kind string, obj, old object) admission {
	if err := o.encoder.Encode(question{Stage: stage, Kind: kind, Object: obj, Old: old}); err != nil {
		panic(err)
	}
	var found admission
	if err := o.decoder.Decode(&found); err != nil {
		panic(err)
	}
	return found
}

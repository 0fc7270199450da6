// Package standintest records what would have been sent, for the tests of your application. The same source for every plan.
package standintest

import (
	"encoding/json"
	"reflect"
	"sync"

	sdk "gabarit.local/standin"
	"gabarit.local/standin/internal/wire"
)

// TB is what a *testing.T has.
type TB interface {
	Helper()
	Errorf(format string, arguments ...any)
}

// Recorder has a client whose messages it keeps; nothing reaches the network.
type Recorder struct {
	// Client is for the code under test.
	Client *sdk.Client

	t        TB
	mu       sync.Mutex
	messages []sdk.Message
}

// New gives a recorder to a test. People agree to everything, and an event that is not as planned fails the test.
func New(t TB) *Recorder {
	t.Helper()
	return With(t, sdk.Options{Consent: sdk.ConsentToAll()})
}

// With gives a recorder with options of its own, e.g. super properties.
func With(t TB, options sdk.Options) *Recorder {
	t.Helper()
	recorder := &Recorder{Client: &sdk.Client{}, t: t}
	options.Adapter = recorder.record
	if options.OnViolation == nil && options.Validation == sdk.ValidationDefault {
		options.OnViolation = func(violation sdk.Violation) { t.Errorf("%v", violation) }
	}
	if err := recorder.Client.Init(options); err != nil {
		t.Errorf("%v", err)
	}
	return recorder
}

func (r *Recorder) record(message sdk.Message) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.messages = append(r.messages, message)
}

// Messages are what was recorded so far, in order.
func (r *Recorder) Messages() []sdk.Message {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]sdk.Message(nil), r.messages...)
}

// Events are the messages of the event with this name on the wire.
func (r *Recorder) Events(name string) []sdk.Message {
	var found []sdk.Message
	for _, message := range r.Messages() {
		if message.Name == name {
			found = append(found, message)
		}
	}
	return found
}

// Clear forgets what was recorded.
func (r *Recorder) Clear() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.messages = nil
}

// AssertSent fails the test unless an event was sent with just these properties; super properties may stand beside them.
func (r *Recorder) AssertSent(event sdk.Event) {
	r.t.Helper()
	meta, given, err := wire.EventObject(event)
	if err != nil {
		r.t.Errorf("%v", err)
		return
	}
	expected, err := meta.Properties(given, wire.SuperValues{})
	if err != nil {
		r.t.Errorf("%v", err)
		return
	}
	sent := r.Events(meta.Name)
	for _, message := range sent {
		if message.Type == meta.Type && isWithin(meta, expected, message) {
			return
		}
	}
	written, _ := json.Marshal(sent)
	r.t.Errorf("%s was not sent with %s; sent: %s", meta.Name, wire.Append(nil, expected), written)
}

// isWithin is true for a message with these properties and none but super properties besides.
func isWithin(meta *wire.Meta, expected *wire.Object, message sdk.Message) bool {
	mayBeSuper := map[string]bool{}
	for _, key := range meta.Super() {
		mayBeSuper[key] = true
	}
	found := 0
	for key, value := range message.Properties {
		wanted, known := expected.Values[key]
		if known {
			found++
		}
		if !known && !mayBeSuper[key] || known && !isAlike(wanted, value) {
			return false
		}
	}
	return found == len(expected.Keys)
}

func isAlike(wanted, value any) bool {
	made, err := wire.Copy(value)
	return err == nil && reflect.DeepEqual(sorted(wanted), sorted(made))
}

// sorted gives values whose keys have no order.
func sorted(value any) any {
	var made any
	_ = json.Unmarshal(wire.Append(nil, value), &made)
	return made
}

// AssertCount fails the test unless the event with this name on the wire was sent so many times.
func (r *Recorder) AssertCount(name string, count int) {
	r.t.Helper()
	if sent := len(r.Events(name)); sent != count {
		r.t.Errorf("%s was sent %d times, not %d", name, sent, count)
	}
}

package standin

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Options are what a client is started with.
type Options struct {
	// Host is where Gabarit is, e.g. https://events.example.com.
	Host string

	// WriteKey is the write key of a source.
	WriteKey string

	// AppVersion is the version of your application, so that violations can be followed by release.
	AppVersion string

	// SuperProperties are added to each event that plans them and whose call does not give them.
	SuperProperties SuperProperties

	// Consent is what people agreed to so far: nothing of a purpose leaves before it is agreed to.
	Consent Consent

	// HoldUntilConsent keeps calls made before their purpose is decided, at most 1,000, and sends them once it is agreed to.
	// Otherwise they are dropped.
	HoldUntilConsent bool

	// Validation checks events against the plan before they leave. Default: ValidationOff, or ValidationWarn in programs built
	// with the tag gabaritdev.
	Validation Validation

	// OnViolation is told about events that are not as planned, instead of a line in the log. Where Validation is left at its
	// default, it also turns the check on.
	OnViolation func(Violation)

	// OnDrop is told when messages are given up: how many, and why. It must not wait for Flush or Close.
	OnDrop func(messages int, reason string)

	// Adapter takes every message in place of the network, in the goroutine of the call: forward it to any SDK. Host and
	// WriteKey are not needed then.
	Adapter func(Message)

	// HTTPClient sends in place of a client of our own, e.g. through a proxy.
	HTTPClient *http.Client
}

// Validation says what becomes of events that are not as planned.
type Validation int

// What becomes of events that are not as planned.
const (
	// ValidationDefault is ValidationOff, or ValidationWarn in programs built with the tag gabaritdev.
	ValidationDefault Validation = iota
	// ValidationOff leaves the check to the server.
	ValidationOff
	// ValidationWarn tells OnViolation, or writes a line in the log, and sends the event.
	ValidationWarn
	// ValidationDrop tells OnViolation as well, and gives the event up.
	ValidationDrop
	// ValidationPanic panics with a Violation where the event is sent: for development and tests.
	ValidationPanic
)

func (o Options) validation() Validation {
	switch {
	case o.Validation != ValidationDefault:
		return o.Validation
	case o.OnViolation != nil:
		return ValidationWarn
	}
	return usualValidation
}

// address is where batches go.
func (o Options) address() (string, error) {
	if o.Adapter != nil {
		return "", nil
	}
	parsed, err := url.Parse(o.Host)
	switch {
	case err != nil || (parsed.Scheme != "https" && parsed.Scheme != "http") || parsed.Host == "":
		return "", errors.New("gabarit: Options.Host is not an address such as https://events.example.com")
	case o.WriteKey == "":
		return "", errors.New("gabarit: Options.WriteKey is missing")
	}
	return strings.TrimRight(o.Host, "/") + "/v1/batch", nil
}

// Violation is what is wrong first with an event.
type Violation struct {
	// Event is the event's name on the wire.
	Event string
	// Path is a JSON pointer to the value, from the message down.
	Path string
	// Keyword is the keyword of JSON Schema that the value fails.
	Keyword string
}

// Error says all of it in one line.
func (v Violation) Error() string {
	return "gabarit: " + v.Event + " is not as planned: " + v.Path + ": " + v.Keyword
}

// CallOption says more about one call than its properties.
type CallOption func(*call)

// call is what one call says besides its properties.
type call struct {
	userID      string
	anonymousID string
	timestamp   time.Time
	messageID   string
	context     map[string]any
	consent     Consent
}

// WithUserID names who did it.
func WithUserID(id string) CallOption {
	return func(c *call) { c.userID = id }
}

// WithAnonymousID names who did it, when they are not known by name.
func WithAnonymousID(id string) CallOption {
	return func(c *call) { c.anonymousID = id }
}

// WithTimestamp says when it happened. Default: now.
func WithTimestamp(moment time.Time) CallOption {
	return func(c *call) { c.timestamp = moment }
}

// WithMessageID names the message: a repeated id counts once. Default: a random one.
func WithMessageID(id string) CallOption {
	return func(c *call) { c.messageID = id }
}

// WithContext adds to the context that the SDK fills in.
func WithContext(context map[string]any) CallOption {
	return func(c *call) { c.context = context }
}

// WithConsent says what this person agreed to, where one process serves many; it goes before what the client was told.
func WithConsent(consent Consent) CallOption {
	return func(c *call) { c.consent = consent.over(nil) }
}

// Package standin sends the events of a tracking plan. The same source for every plan, but for the files that say otherwise.
package standin

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log"
	"sync"
	"time"

	"gabarit.local/standin/internal/wire"
)

const (
	sdkName  = "gabarit-go/1"
	maxEarly = 1000
	maxHeld  = 1000
)

// Event is an event of the plan, made by its function in the package events.
type Event = wire.Event

// GroupTraits are what is known about a group, made by a type of the package groups.
type GroupTraits = wire.Traits

// Client sends planned events. One serves the whole application; its zero value takes calls at once and keeps up to 1,000 of them
// until Init. Every method may be called from any goroutine. Calls return at once, and nothing that fails in tracking panics into
// the code that calls them. A nil client takes every call and sends nothing.
type Client struct {
	mu        sync.Mutex
	given     Options
	sender    *sender
	early     []func()
	lost      int
	starting  bool
	closed    bool
	held      []held
	decided   Consent
	anonymous string
}

// Init starts sending, first what was called before. An error says what is wrong with the options, or that Init was called
// before: nothing is started then, and calls wait on.
func (c *Client) Init(options Options) error {
	if c == nil {
		return errors.New("gabarit: the client is nil")
	}
	address, err := options.address()
	if err != nil {
		return err
	}
	c.mu.Lock()
	if c.sender != nil || c.closed {
		c.mu.Unlock()
		return errors.New("gabarit: Init was called before, or after Close")
	}
	c.given = options
	c.decided = c.decided.over(options.Consent)
	c.sender = newSender(address, options, c.drop)
	c.starting = true
	c.mu.Unlock()
	for task := c.nextEarly(); task != nil; task = c.nextEarly() {
		c.attemptLater(task)
	}
	if c.lost > 0 {
		c.drop(c.lost, "too many calls before Init")
	}
	return nil
}

// options are those of Init.
func (c *Client) options() Options {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.given
}

// nextEarly is the next call that waits for Init; calls made meanwhile come after it.
func (c *Client) nextEarly() func() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.early) == 0 {
		c.early = nil
		c.starting = false
		return nil
	}
	task := c.early[0]
	c.early = c.early[1:]
	return task
}

// later keeps the task until Init; false when it is to be run now.
func (c *Client) later(task func()) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.sender != nil && !c.starting {
		return false
	}
	if c.closed || len(c.early) >= maxEarly {
		c.lost++
	} else {
		c.early = append(c.early, task)
	}
	return true
}

// Send sends an event of the plan.
func (c *Client) Send(event Event, options ...CallOption) {
	c.attempt(func() {
		meta, given, err := wire.EventObject(event)
		if err != nil {
			c.drop(1, err.Error())
			return
		}
		c.submit(callOf(options), meta.Asked(), func(said call, about *wire.Object) (*wire.Object, error) {
			properties, err := meta.Properties(given, c.options().SuperProperties.values)
			if err != nil {
				return nil, err
			}
			properties = c.permitted(properties, meta.Asked(), said.consent)
			if !c.isToLeave(meta, properties) {
				return nil, nil
			}
			about.Put("event", meta.ID)
			about.Put("eventVersion", int64(meta.Version))
			fields := typed(meta.Type)
			if meta.Type == "track" {
				fields.Put("event", meta.Name)
			} else {
				fields.Put("name", meta.Name)
			}
			fields.Put("properties", properties)
			return fields, nil
		})
	})
}

func typed(callType string) *wire.Object {
	fields := wire.NewObject()
	fields.Put("type", callType)
	return fields
}

// Identify says who a person is, and what is known about them.
func (c *Client) Identify(userID string, traits UserTraits, options ...CallOption) {
	c.attempt(func() {
		said := callOf(options)
		said.userID = userID
		c.submitTraits(said, "identify", userPurposes, traits.fields, "", "")
	})
}

// Group says which group a person belongs to, and what is known about it. Its traits name its type; without traits (nil) it is the
// plan's first type.
func (c *Client) Group(groupID string, traits GroupTraits, options ...CallOption) {
	c.attempt(func() {
		groupType, asked, fields := firstGroup, wire.Purposes{}, wire.Fields{}
		if traits != nil {
			groupType, asked, fields = traits.GabaritTraits()
		}
		c.submitTraits(callOf(options), "group", asked, fields, groupType, groupID)
	})
}

func (c *Client) submitTraits(said call, callType string, asked wire.Purposes, values wire.Fields, groupType, groupID string) {
	given, err := values.Object()
	if err != nil {
		c.drop(1, err.Error())
		return
	}
	if groupType != "" {
		context := map[string]any{"groupType": groupType}
		for key, value := range said.context {
			context[key] = value
		}
		said.context = context
	}
	c.submit(said, asked, func(said call, _ *wire.Object) (*wire.Object, error) {
		fields := typed(callType)
		if callType == "group" {
			fields.Put("groupId", groupID)
		}
		fields.Put("traits", c.permitted(given, asked, said.consent))
		return fields, nil
	})
}

// Alias says that two ids are one person: previousID becomes userID.
func (c *Client) Alias(userID, previousID string, options ...CallOption) {
	c.attempt(func() {
		said := callOf(options)
		said.userID = userID
		c.submit(said, wire.Purposes{}, func(call, *wire.Object) (*wire.Object, error) {
			fields := typed("alias")
			fields.Put("previousId", previousID)
			return fields, nil
		})
	})
}

// Reset forgets the anonymous person that calls naming nobody belong to.
func (c *Client) Reset() {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.anonymous = ""
}

func (c *Client) anonymousID() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.anonymous == "" {
		c.anonymous = randomID()
	}
	return c.anonymous
}

// Flush sends what is queued now, and waits until all of it was delivered or given up; an error says that ctx ended before.
func (c *Client) Flush(ctx context.Context) error {
	if c == nil {
		return nil
	}
	c.mu.Lock()
	sender, waiting := c.sender, len(c.early)
	c.mu.Unlock()
	if sender != nil {
		return sender.flush(orBackground(ctx), false)
	}
	if waiting > 0 {
		return errors.New("gabarit: Init was not called")
	}
	return nil
}

func orBackground(ctx context.Context) context.Context {
	if ctx == nil {
		return context.Background()
	}
	return ctx
}

// Close sends what is queued and takes no more calls. It waits until ctx ends, or for ten seconds where ctx has no end; an error
// says how many messages were left behind. No goroutine of the client remains.
func (c *Client) Close(ctx context.Context) error {
	if c == nil {
		return nil
	}
	c.mu.Lock()
	c.closed = true
	left := len(c.early) + len(c.held)
	c.early, c.held = nil, nil
	sender := c.sender
	c.mu.Unlock()
	if sender != nil {
		left += sender.close(orBackground(ctx))
	}
	if left > 0 {
		return fmt.Errorf("gabarit: %d messages were left behind", left)
	}
	return nil
}

func callOf(options []CallOption) call {
	var said call
	for _, option := range options {
		if option != nil {
			option(&said)
		}
	}
	return said
}

// fill makes the fields of a message; nil when there is nothing to send.
type fill func(said call, about *wire.Object) (*wire.Object, error)

// submit takes the moment, the person and the id now; the message may have to wait for Init or a consent.
func (c *Client) submit(said call, asked wire.Purposes, fields fill) {
	if said.timestamp.IsZero() {
		said.timestamp = time.Now()
	}
	if said.messageID == "" {
		said.messageID = randomID()
	}
	if said.userID == "" && said.anonymousID == "" {
		said.anonymousID = c.anonymousID()
	}
	context, err := wire.Copy(said.context)
	if err != nil {
		c.drop(1, err.Error())
		return
	}
	task := func() {
		c.whenAgreed(asked.Call, said.consent, func() {
			if err := c.make(said, asked, context, fields); err != nil {
				c.drop(1, err.Error())
			}
		})
	}
	if !c.later(task) {
		task()
	}
}

func (c *Client) make(said call, asked wire.Purposes, given any, fields fill) error {
	if c.isClosed() {
		return errors.New("closed")
	}
	about := wire.NewObject()
	about.Put("plan", planSlug)
	about.Put("version", int64(planVersion))
	about.Put("hash", planHash)
	message, err := fields(said, about)
	if err != nil || message == nil {
		return err
	}
	about.Put("sdk", sdkName)
	if said.userID != "" {
		message.Put("userId", said.userID)
	}
	if said.anonymousID != "" {
		message.Put("anonymousId", said.anonymousID)
	}
	message.Put("timestamp", wire.Moment(said.timestamp))
	message.Put("messageId", said.messageID)
	message.Put("context", c.context(given, about))
	if adapter := c.options().Adapter; adapter != nil {
		adapter(messageOf(message, said.timestamp))
		return nil
	}
	c.sender.push(c.queued(message, said, asked), c.isRefused)
	return nil
}

func (c *Client) isClosed() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.closed
}

func (c *Client) context(given any, about *wire.Object) *wire.Object {
	context := wire.NewObject()
	if version := c.options().AppVersion; version != "" {
		app := wire.NewObject()
		app.Put("version", version)
		context.Put("app", app)
	}
	if given, ok := given.(*wire.Object); ok {
		context.PutAll(given.Without(map[string]bool{"gabarit": true}))
	}
	context.Put("gabarit", about)
	return context
}

// queued is a message with what may still be refused of it; what the call itself says does not change later.
func (c *Client) queued(message *wire.Object, said call, asked wire.Purposes) *queued {
	waiting := &queued{text: wire.Append(nil, message)}
	if said.consent.answer(asked.Call) == undecided {
		waiting.purpose = asked.Call
	}
	if !asked.HasKeys() {
		return waiting
	}
	waiting.without = func(isRefused func(string) bool) []byte {
		keys := asked.Refused(func(purpose string) bool {
			return said.consent.answer(purpose) != undecided || !isRefused(purpose)
		})
		if len(keys) == 0 {
			return waiting.text
		}
		for _, part := range []string{"properties", "traits"} {
			if values, ok := message.Values[part].(*wire.Object); ok {
				message.Put(part, values.Without(keys))
			}
		}
		return wire.Append(nil, message)
	}
	return waiting
}

// isToLeave is false for an event that is not as planned and is to be dropped.
func (c *Client) isToLeave(meta *wire.Meta, properties *wire.Object) bool {
	options := c.options()
	validation := options.validation()
	if validation == ValidationOff {
		return true
	}
	fault := meta.Check(properties)
	if fault == nil {
		return true
	}
	violation := Violation{meta.Name, fault.Path, fault.Keyword}
	if validation == ValidationPanic {
		panic(asked{violation})
	}
	if validation == ValidationDrop {
		c.drop(1, violation.Error())
	}
	if options.OnViolation != nil {
		c.tell(func() { options.OnViolation(violation) })
	} else if validation == ValidationWarn {
		log.Print(violation.Error())
	}
	return validation == ValidationWarn
}

// asked is a panic that the application asked for.
type asked struct{ violation Violation }

// attempt keeps what fails in tracking, code of the application included, from the code that calls it.
func (c *Client) attempt(task func()) {
	if c == nil {
		return
	}
	defer func() {
		switch failure := recover().(type) {
		case nil:
		case asked:
			panic(failure.violation)
		default:
			c.drop(1, fmt.Sprint(failure))
		}
	}()
	task()
}

// attemptLater is for calls made before: nobody is there any more to take their panic.
func (c *Client) attemptLater(task func()) {
	defer func() {
		if failure := recover(); failure != nil {
			c.drop(1, fmt.Sprint(failure))
		}
	}()
	c.attempt(task)
}

func (c *Client) drop(messages int, reason string) {
	if told := c.options().OnDrop; told != nil {
		c.tell(func() { told(messages, reason) })
	}
}

// tell runs a listener of the application, whose own failure is no matter of tracking.
func (c *Client) tell(listener func()) {
	defer func() { _ = recover() }()
	listener()
}

func randomID() string {
	var id [16]byte
	if _, err := rand.Read(id[:]); err != nil {
		return fmt.Sprintf("%x", time.Now().UnixNano())
	}
	id[6] = id[6]&0x0f | 0x40
	id[8] = id[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}

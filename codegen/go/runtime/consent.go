package standin

import "gabarit.local/standin/internal/wire"

// Consent is what people agreed to (true) or refused (false), purpose by purpose; what is not said is not decided.
type Consent map[ConsentPurpose]bool

// ConsentToAll agrees to every purpose of the plan.
func ConsentToAll() Consent {
	all := Consent{}
	for _, purpose := range purposes {
		all[purpose] = true
	}
	return all
}

type answer int

const (
	undecided answer = iota
	agreed
	refused
)

func (c Consent) answer(purpose string) answer {
	said, known := c[ConsentPurpose(purpose)]
	switch {
	case !known:
		return undecided
	case said:
		return agreed
	}
	return refused
}

// over is this, and where it says nothing what was said before.
func (c Consent) over(earlier Consent) Consent {
	next := Consent{}
	for purpose, said := range earlier {
		next[purpose] = said
	}
	for purpose, said := range c {
		next[purpose] = said
	}
	return next
}

// agreement answers for a purpose: the call first, then what the application said since, then its options.
func (c *Client) agreement(purpose string, call Consent) answer {
	if purpose == "" {
		return agreed
	}
	if said := call.answer(purpose); said != undecided {
		return said
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.decided.answer(purpose)
}

// held waits for a purpose that is not decided.
type held struct {
	purpose string
	task    func()
}

// whenAgreed runs the task now, or once its purpose is agreed to, or never.
func (c *Client) whenAgreed(purpose string, call Consent, task func()) {
	if said := c.agreement(purpose, call); said == agreed {
		task()
	} else if reason := c.hold(purpose, said, task); reason != "" {
		c.drop(1, reason)
	}
}

func (c *Client) hold(purpose string, said answer, task func()) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case said == refused || !c.given.HoldUntilConsent:
		return "no consent: " + purpose
	case len(c.held) >= maxHeld:
		return "too many calls before consent"
	}
	c.held = append(c.held, held{purpose, task})
	return ""
}

// SetConsent says what people agreed to, purpose by purpose; purposes left out stay as they were. What waited for it is sent,
// what is refused is given up.
func (c *Client) SetConsent(consent Consent) {
	c.attempt(func() {
		c.mu.Lock()
		c.decided = consent.over(c.decided)
		decided := c.decided
		isStarted := c.sender != nil
		waiting := c.held
		if isStarted {
			c.held = nil
		}
		c.mu.Unlock()
		if !isStarted {
			return
		}
		c.sender.forgetRefused(func(purpose string) bool { return decided.answer(purpose) == refused })
		for _, one := range waiting {
			one := one
			c.attemptLater(func() { c.whenAgreed(one.purpose, nil, one.task) })
		}
	})
}

// permitted leaves out the keys that are not agreed to.
func (c *Client) permitted(values *wire.Object, asked wire.Purposes, call Consent) *wire.Object {
	return values.Without(asked.Refused(func(purpose string) bool { return c.agreement(purpose, call) == agreed }))
}

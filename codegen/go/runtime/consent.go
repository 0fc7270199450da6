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
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.agreed(purpose, call)
}

func (c *Client) agreed(purpose string, call Consent) answer {
	if purpose == "" {
		return agreed
	}
	if said := call.answer(purpose); said != undecided {
		return said
	}
	if said := c.decided.answer(purpose); said != undecided {
		return said
	}
	// What people may object to is agreed to until they do.
	for _, one := range objectable {
		if one == purpose {
			return agreed
		}
	}
	return undecided
}

// held waits for a purpose that is not decided.
type held struct {
	purpose string
	task    func()
}

// whenAgreed runs the task now, or once its purpose is agreed to, or never.
func (c *Client) whenAgreed(purpose string, call Consent, task func()) {
	isAgreed, reason := c.hold(purpose, call, task)
	if isAgreed {
		task()
	} else if reason != "" {
		c.drop(1, reason)
	}
}

// hold answers and keeps in one step: no decision falls between the two.
func (c *Client) hold(purpose string, call Consent, task func()) (isAgreed bool, reason string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch said := c.agreed(purpose, call); {
	case said == agreed:
		return true, ""
	case said == refused || !c.given.HoldUntilConsent:
		return false, "no consent: " + purpose
	case c.closed:
		return false, "closed"
	case len(c.held) >= maxHeld:
		return false, "too many calls before consent"
	}
	c.held = append(c.held, held{purpose, task})
	return false, ""
}

// SetConsent says what people agreed to, purpose by purpose; purposes left out stay as they were. What waited for it is sent,
// what is refused is given up.
func (c *Client) SetConsent(consent Consent) {
	c.attempt(func() {
		c.mu.Lock()
		c.decided = consent.over(c.decided)
		isStarted := c.sender != nil
		waiting := c.held
		if isStarted {
			c.held = nil
		}
		c.mu.Unlock()
		if !isStarted {
			return
		}
		c.sender.forgetRefused(c.isRefused)
		for _, one := range waiting {
			one := one
			c.attemptLater(func() { c.whenAgreed(one.purpose, nil, one.task) })
		}
	})
}

// isRefused is true for a purpose that is refused by now.
func (c *Client) isRefused(purpose string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.decided.answer(purpose) == refused
}

// permitted leaves out the keys that are not agreed to.
func (c *Client) permitted(values *wire.Object, asked wire.Purposes, call Consent) *wire.Object {
	return values.Without(asked.Refused(func(purpose string) bool { return c.agreement(purpose, call) == agreed }))
}

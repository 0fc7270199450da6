package standin

import "gabarit.local/standin/internal/wire"

// These stand in for what is generated beside the runtime.
const (
	planSlug    = "stand-in"
	planVersion = 1
	planHash    = "hash"
	firstGroup  = ""
)

var userPurposes = wire.Ask("")

// ConsentPurpose is what events and properties are for, and people have a say in.
type ConsentPurpose string

var purposes = []ConsentPurpose{"X", "Y"}

var objectable = []string{"Z"}

// UserTraits stands in for the traits of people.
type UserTraits struct{ fields wire.Fields }

// SuperProperties stands in for the super properties of a plan.
type SuperProperties struct{ values wire.SuperValues }

// Super gives a super property as generated code does.
func Super(key string, value func() any) SuperProperties {
	return SuperProperties{SuperProperties{}.values.Set(key, value)}
}

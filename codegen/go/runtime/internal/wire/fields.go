package wire

import (
	"errors"
	"fmt"
	"sort"
)

// Fields are the values of an object while it is built. They never change: each setter gives others. They leave in the order of
// the plan, in whatever order they were given; what is wrong with a value is told where the object is sent.
type Fields struct {
	last *field
}

type field struct {
	slot   int
	key    string
	value  any
	absent bool
	err    error
	before *field
}

const (
	beginning = -1
	unplanned = 1 << 30
)

// Begin marks fields whose required ones are asked for step by step.
func Begin() Fields {
	return Fields{&field{slot: beginning}}
}

// Set gives a value to a key of the plan.
func (f Fields) Set(slot int, key string, value any) Fields {
	made, err := Copy(value)
	return Fields{&field{slot: slot, key: key, value: made, err: err, before: f.last}}
}

// Leave leaves a key out.
func (f Fields) Leave(slot int, key string) Fields {
	return Fields{&field{slot: slot, key: key, absent: true, before: f.last}}
}

// With gives a value to a key that the plan does not name; what was given for one that it names stands.
func (f Fields) With(key string, value any) Fields {
	return f.Set(unplanned, key, value)
}

// Begun is false for fields that did not come from Begin.
func (f Fields) Begun() bool {
	return f.last != nil
}

// given are the values in the order in which they were given.
func (f Fields) given() []*field {
	var all []*field
	for one := f.last; one != nil; one = one.before {
		if one.slot != beginning {
			all = append(all, one)
		}
	}
	for from, to := 0, len(all)-1; from < to; from, to = from+1, to-1 {
		all[from], all[to] = all[to], all[from]
	}
	return all
}

// Object gives the values, each key once, as it was given last.
func (f Fields) Object() (*Object, error) {
	given := f.given()
	sort.SliceStable(given, func(one, other int) bool { return given[one].slot < given[other].slot })
	last := make(map[string]*field, len(given))
	for _, one := range given {
		// Those that the plan does not name come last.
		if before := last[one.key]; one.slot != unplanned || before == nil || before.absent || before.slot == unplanned {
			last[one.key] = one
		}
	}
	object := NewObject()
	for _, one := range given {
		chosen := last[one.key]
		if chosen.err != nil {
			return nil, chosen.err
		}
		if !chosen.absent {
			object.Put(one.key, chosen.value)
		}
	}
	return object, nil
}

// Event is an event of the plan with its properties.
type Event interface {
	GabaritEvent() (*Meta, Fields)
}

// EventObject gives the properties of an event.
func EventObject(event Event) (*Meta, *Object, error) {
	if event == nil {
		return nil, nil, errors.New("no event")
	}
	meta, fields := event.GabaritEvent()
	if !fields.Begun() {
		return nil, nil, errors.New("an event was made without its function")
	}
	object, err := fields.Object()
	return meta, object, err
}

// Traits are what is known about a group, with the type of the group.
type Traits interface {
	GabaritTraits() (groupType string, purposes Purposes, fields Fields)
}

// Func is a value that is asked for at every event.
type Func func() any

// ask gives the value now; a function of the application that panics is an error.
func (f Func) ask() (value any, err error) {
	defer func() {
		if failure := recover(); failure != nil {
			value, err = nil, fmt.Errorf("a super property cannot be read: %v", failure)
		}
	}()
	return Copy(f())
}

// SuperValues are values added to events that plan them.
type SuperValues struct {
	last *superValue
}

type superValue struct {
	key    string
	value  Func
	before *superValue
}

// Set gives a key a value that is asked for.
func (s SuperValues) Set(key string, value Func) SuperValues {
	return SuperValues{&superValue{key, value, s.last}}
}

// SetValue gives a key a value that stays.
func (s SuperValues) SetValue(key string, value any) SuperValues {
	made, err := Copy(value)
	return s.Set(key, func() any {
		if err != nil {
			panic(err)
		}
		return made
	})
}

// Object gives the values now, of the keys that an event plans, in the order in which they were first given.
func (s SuperValues) Object(planned []string) (*Object, error) {
	object := NewObject()
	for _, key := range s.keys(planned) {
		for one := s.last; one != nil; one = one.before {
			if one.key != key {
				continue
			}
			value, err := one.value.ask()
			if err != nil {
				return nil, err
			}
			object.Put(key, value)
			break
		}
	}
	return object, nil
}

// keys are those of the planned ones that have a value, first given first.
func (s SuperValues) keys(planned []string) []string {
	isPlanned := make(map[string]bool, len(planned))
	for _, key := range planned {
		isPlanned[key] = true
	}
	var all []string
	for one := s.last; one != nil; one = one.before {
		if isPlanned[one.key] {
			all = append(all, one.key)
		}
	}
	ordered := NewObject()
	for at := len(all) - 1; at >= 0; at-- {
		ordered.Put(all[at], nil)
	}
	return ordered.Keys
}

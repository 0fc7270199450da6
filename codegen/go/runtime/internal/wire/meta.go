package wire

import "sync"

// Meta is what the plan says of an event, whoever sends it.
type Meta struct {
	Type      string
	Name      string
	ID        string
	Version   int
	fixed     *Object
	superKeys []string
	purposes  Purposes
	specText  string
	specOnce  sync.Once
	spec      []any
}

// NewMeta begins what the plan says of an event.
func NewMeta(callType, name, id string, version int) *Meta {
	return &Meta{Type: callType, Name: name, ID: id, Version: version, fixed: NewObject()}
}

// Fixed adds a constant that is filled in.
func (m *Meta) Fixed(key string, value any) *Meta {
	m.fixed.Put(key, value)
	return m
}

// SuperKeys are keys that super properties may fill.
func (m *Meta) SuperKeys(keys ...string) *Meta {
	m.superKeys = keys
	return m
}

// Super are the keys that super properties may fill.
func (m *Meta) Super() []string {
	return m.superKeys
}

// Purposes are what people must agree to.
func (m *Meta) Purposes(purposes Purposes) *Meta {
	m.purposes = purposes
	return m
}

// Spec is what the properties must satisfy, as JSON; it is read at the first check.
func (m *Meta) Spec(text string) *Meta {
	m.specText = text
	return m
}

// Asked are the purposes of the event.
func (m *Meta) Asked() Purposes {
	return m.purposes
}

// Properties are what leaves: values of super properties, what was given, and constants of the plan.
func (m *Meta) Properties(given *Object, values SuperValues) (*Object, error) {
	properties, err := values.Object(m.superKeys)
	if err != nil {
		return nil, err
	}
	properties.PutAll(given)
	properties.PutAll(m.fixed)
	return properties, nil
}

// Check tells what is wrong first with the properties, if anything is. A fault of the check itself lets them pass.
func (m *Meta) Check(properties *Object) (fault *Fault) {
	defer func() {
		if recover() != nil {
			fault = nil
		}
	}()
	m.specOnce.Do(func() {
		read, _ := Parse(m.specText)
		m.spec, _ = read.([]any)
	})
	return Check(m.spec, properties, "/properties")
}

// Purposes are what people must agree to: of a whole call, and of single keys of it, which are left out until then.
type Purposes struct {
	Call string
	keys []keyPurposes
}

type keyPurposes struct {
	key   string
	asked []string
}

// Ask names the purpose of a whole call, or none.
func Ask(call string) Purposes {
	return Purposes{Call: call}
}

// Key adds the purposes of one key.
func (p Purposes) Key(key string, asked ...string) Purposes {
	p.keys = append(p.keys[:len(p.keys):len(p.keys)], keyPurposes{key, asked})
	return p
}

// HasKeys is true where single keys have purposes.
func (p Purposes) HasKeys() bool {
	return len(p.keys) > 0
}

// Refused are the keys of which a purpose is not agreed to.
func (p Purposes) Refused(agreed func(purpose string) bool) map[string]bool {
	refused := map[string]bool{}
	for _, one := range p.keys {
		for _, purpose := range one.asked {
			if !agreed(purpose) {
				refused[one.key] = true
			}
		}
	}
	return refused
}

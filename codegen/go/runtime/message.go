package standin

import (
	"time"

	"gabarit.local/standin/internal/wire"
)

// Message is what leaves, as adapters and tests see it. Values are maps, slices, strings, int64, uint64, float64, bool and nil.
type Message struct {
	// Type is track, page, screen, identify, group or alias.
	Type string
	// Name is the name of an event; empty for other calls.
	Name        string
	UserID      string
	AnonymousID string
	// GroupID is the group of a group call.
	GroupID string
	// PreviousID is the former id of an alias call.
	PreviousID string
	MessageID  string
	Timestamp  time.Time
	Properties map[string]any
	Traits     map[string]any
	// Context holds under gabarit what says of which plan and event the message is. An SDK without a context takes that as the
	// property $gabarit.
	Context map[string]any

	fields *wire.Object
}

// MarshalJSON gives the bytes that would leave.
func (m Message) MarshalJSON() ([]byte, error) {
	if m.fields == nil {
		return []byte("{}"), nil
	}
	return wire.Append(nil, m.fields), nil
}

func messageOf(fields *wire.Object, moment time.Time) Message {
	text := func(key string) string {
		found, _ := fields.Values[key].(string)
		return found
	}
	values := func(key string) map[string]any {
		found, _ := plain(fields.Values[key]).(map[string]any)
		return found
	}
	message := Message{
		Type: text("type"), Name: text("name"), UserID: text("userId"), AnonymousID: text("anonymousId"),
		GroupID: text("groupId"), PreviousID: text("previousId"), MessageID: text("messageId"), Timestamp: moment,
		Properties: values("properties"), Traits: values("traits"), Context: values("context"), fields: fields,
	}
	if message.Type == "track" {
		message.Name = text("event")
	}
	return message
}

// plain gives a value as maps and slices that may be changed.
func plain(value any) any {
	switch value := value.(type) {
	case *wire.Object:
		made := make(map[string]any, len(value.Keys))
		for key, item := range value.Values {
			made[key] = plain(item)
		}
		return made
	case []any:
		made := make([]any, len(value))
		for at, item := range value {
			made[at] = plain(item)
		}
		return made
	}
	return value
}

// Package wire holds what stands between typed calls and the bytes that leave. The same source for every plan. Do not edit.
package wire

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Object is a JSON object whose keys keep their places.
type Object struct {
	Keys   []string
	Values map[string]any
}

// NewObject gives an object without keys.
func NewObject() *Object {
	return &Object{Values: map[string]any{}}
}

// Put sets a key, which keeps the place it had.
func (o *Object) Put(key string, value any) {
	if _, known := o.Values[key]; !known {
		o.Keys = append(o.Keys, key)
	}
	o.Values[key] = value
}

// PutAll sets every key of another object.
func (o *Object) PutAll(other *Object) {
	for _, key := range other.Keys {
		o.Put(key, other.Values[key])
	}
}

// Without gives the object without these keys: itself when it has none of them.
func (o *Object) Without(refused map[string]bool) *Object {
	if len(refused) == 0 {
		return o
	}
	kept := NewObject()
	for _, key := range o.Keys {
		if !refused[key] {
			kept.Put(key, o.Values[key])
		}
	}
	return kept
}

// Append writes a value that Copy made, as JavaScript writes it: the same values are the same bytes in every language.
func Append(text []byte, value any) []byte {
	switch value := value.(type) {
	case nil:
		return append(text, "null"...)
	case bool:
		return strconv.AppendBool(text, value)
	case string:
		return appendString(text, value)
	case int64:
		return strconv.AppendInt(text, value, 10)
	case uint64:
		return strconv.AppendUint(text, value, 10)
	case float64:
		return appendNumber(text, value)
	case []any:
		text = append(text, '[')
		for at, item := range value {
			if at > 0 {
				text = append(text, ',')
			}
			text = Append(text, item)
		}
		return append(text, ']')
	case *Object:
		text = append(text, '{')
		for at, key := range value.Keys {
			if at > 0 {
				text = append(text, ',')
			}
			text = appendString(text, key)
			text = append(text, ':')
			text = Append(text, value.Values[key])
		}
		return append(text, '}')
	}
	return append(text, "null"...)
}

const hexDigits = "0123456789abcdef"

func appendString(text []byte, value string) []byte {
	text = append(text, '"')
	for at := 0; at < len(value); {
		character := value[at]
		switch {
		case character == '"' || character == '\\':
			text = append(text, '\\', character)
			at++
		case character < ' ':
			text = appendControl(text, character)
			at++
		case character < utf8.RuneSelf:
			text = append(text, character)
			at++
		default:
			read, size := utf8.DecodeRuneInString(value[at:])
			if read == utf8.RuneError && size == 1 {
				text, size = appendHalf(text, value[at:])
			} else {
				text = append(text, value[at:at+size]...)
			}
			at += size
		}
	}
	return append(text, '"')
}

func appendControl(text []byte, character byte) []byte {
	if at := strings.IndexByte("\b\t\n\f\r", character); at >= 0 {
		return append(text, '\\', "btnfr"[at])
	}
	return append(text, '\\', 'u', '0', '0', hexDigits[character>>4], hexDigits[character&15])
}

// half reads the three bytes of half a surrogate pair. Only constants of a plan hold such halves; Go's own strings have none.
func half(text string) (unit int, isHalf bool) {
	if len(text) < 3 || text[0] != 0xed || text[1] < 0xa0 || text[1] > 0xbf || text[2] < 0x80 || text[2] > 0xbf {
		return 0, false
	}
	return 0xd000 | int(text[1]&0x3f)<<6 | int(text[2]&0x3f), true
}

// appendHalf writes half a character by its number, and what is no text at all as the character that stands for that.
func appendHalf(text []byte, value string) ([]byte, int) {
	unit, isHalf := half(value)
	if !isHalf {
		return append(text, "\ufffd"...), 1
	}
	if low, isPair := half(value[3:]); isPair && unit < 0xdc00 && low >= 0xdc00 {
		whole := rune(0x10000 + (unit-0xd800)<<10 + (low - 0xdc00))
		return append(text, string(whole)...), 6
	}
	return append(text, '\\', 'u', 'd', hexDigits[unit>>8&15], hexDigits[unit>>4&15], hexDigits[unit&15]), 3
}

// appendNumber writes the fewest digits that read back as this number, in the form that ECMAScript gives them.
func appendNumber(text []byte, value float64) []byte {
	switch {
	case math.IsNaN(value) || math.IsInf(value, 0):
		return append(text, "null"...)
	case value == 0:
		return append(text, '0')
	}
	if value < 0 {
		text = append(text, '-')
		value = -value
	}
	written := strconv.FormatFloat(value, 'e', -1, 64)
	mantissa, exponent, _ := strings.Cut(written, "e")
	digits := strings.Replace(mantissa, ".", "", 1)
	power, _ := strconv.Atoi(exponent)
	point := power + 1
	switch {
	case len(digits) <= point && point <= 21:
		return append(append(text, digits...), strings.Repeat("0", point-len(digits))...)
	case 0 < point && point <= 21:
		text = append(append(text, digits[:point]...), '.')
		return append(text, digits[point:]...)
	case -6 < point && point <= 0:
		text = append(append(text, "0."...), strings.Repeat("0", -point)...)
		return append(text, digits...)
	}
	text = append(text, digits[0])
	if len(digits) > 1 {
		text = append(append(text, '.'), digits[1:]...)
	}
	text = append(text, 'e')
	if power > 0 {
		text = append(text, '+')
	}
	return strconv.AppendInt(text, int64(power), 10)
}

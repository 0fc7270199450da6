package wire

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"
)

var errJSON = errors.New("no JSON")

// Parse reads JSON into the values that Append writes. Objects keep the order of their keys, and halves of surrogate pairs stay.
func Parse(text string) (any, error) {
	reader := parser{text: text}
	value := reader.value(0)
	if reader.space(); reader.failed || reader.at < len(text) {
		return nil, errJSON
	}
	return value, nil
}

type parser struct {
	text   string
	at     int
	failed bool
}

func (p *parser) fail() any {
	p.failed = true
	p.at = len(p.text)
	return nil
}

func (p *parser) space() {
	for p.at < len(p.text) && strings.IndexByte(" \t\n\r", p.text[p.at]) >= 0 {
		p.at++
	}
}

// next is the character after white space, or 0 at the end.
func (p *parser) next() byte {
	if p.space(); p.at < len(p.text) {
		return p.text[p.at]
	}
	return 0
}

func (p *parser) take(character byte) bool {
	if p.next() != character {
		return false
	}
	p.at++
	return true
}

func (p *parser) word(word string, value any) any {
	if !strings.HasPrefix(p.text[p.at:], word) {
		return p.fail()
	}
	p.at += len(word)
	return value
}

func (p *parser) value(depth int) any {
	if depth > maxDepth {
		return p.fail()
	}
	switch p.next() {
	case '{':
		return p.object(depth)
	case '[':
		return p.list(depth)
	case '"':
		return p.string()
	case 't':
		return p.word("true", true)
	case 'f':
		return p.word("false", false)
	case 'n':
		return p.word("null", nil)
	}
	return p.number()
}

func (p *parser) object(depth int) any {
	object := NewObject()
	p.at++
	if p.take('}') {
		return object
	}
	for !p.failed {
		if p.next() != '"' {
			return p.fail()
		}
		key, _ := p.string().(string)
		if !p.take(':') {
			return p.fail()
		}
		object.Put(key, p.value(depth+1))
		if p.take('}') {
			return object
		}
		if !p.take(',') {
			return p.fail()
		}
	}
	return nil
}

func (p *parser) list(depth int) any {
	list := []any{}
	p.at++
	if p.take(']') {
		return list
	}
	for !p.failed {
		list = append(list, p.value(depth+1))
		if p.take(']') {
			return list
		}
		if !p.take(',') {
			return p.fail()
		}
	}
	return nil
}

func (p *parser) number() any {
	start := p.at
	for p.at < len(p.text) && strings.IndexByte("+-.0123456789eE", p.text[p.at]) >= 0 {
		p.at++
	}
	written := p.text[start:p.at]
	if whole, err := strconv.ParseInt(written, 10, 64); err == nil {
		return whole
	}
	if whole, err := strconv.ParseUint(written, 10, 64); err == nil {
		return whole
	}
	number, err := strconv.ParseFloat(written, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return p.fail()
	}
	return number
}

func (p *parser) string() any {
	var read strings.Builder
	for p.at++; p.at < len(p.text); p.at++ {
		switch character := p.text[p.at]; character {
		case '"':
			p.at++
			return read.String()
		case '\\':
			p.at++
			p.escape(&read)
		default:
			read.WriteByte(character)
		}
	}
	return p.fail()
}

func (p *parser) escape(read *strings.Builder) {
	if p.at >= len(p.text) {
		p.fail()
		return
	}
	character := p.text[p.at]
	if character == 'u' {
		p.unit(read)
	} else if at := strings.IndexByte(`"\/bfnrt`, character); at >= 0 {
		read.WriteByte("\"\\/\b\f\n\r\t"[at])
	} else {
		p.fail()
	}
}

func (p *parser) unit(read *strings.Builder) {
	unit, ok := p.hexAt(p.at + 1)
	if !ok {
		p.fail()
		return
	}
	p.at += 4
	if unit >= 0xd800 && unit < 0xdc00 && strings.HasPrefix(p.text[p.at+1:], `\u`) {
		if low, ok := p.hexAt(p.at + 3); ok && low >= 0xdc00 && low < 0xe000 {
			p.at += 6
			read.WriteRune(0x10000 + (unit-0xd800)<<10 + (low - 0xdc00))
			return
		}
	}
	if unit >= 0xd800 && unit < 0xe000 {
		read.Write([]byte{0xed, 0x80 | byte(unit>>6&0x3f), 0x80 | byte(unit&0x3f)})
		return
	}
	read.WriteRune(unit)
}

func (p *parser) hexAt(at int) (rune, bool) {
	if at+4 > len(p.text) {
		return utf8.RuneError, false
	}
	unit, err := strconv.ParseUint(p.text[at:at+4], 16, 16)
	return rune(unit), err == nil
}

package wire

import (
	"math"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// Fault is where a value fails, and in what.
type Fault struct {
	Path     string
	Keyword  string
	expected any
}

// A bit for each type; an integer is a number too.
const (
	kindNull    = 1
	kindBoolean = 2
	kindInteger = 4
	kindNumber  = 8
	kindString  = 16
	kindArray   = 32
	kindObject  = 64
)

// Check tells what is wrong first, in the order in which the server looks; nil when the value conforms. A spec is a list
// `keyword, argument, keyword, argument, ...`.
func Check(spec []any, value any, path string) *Fault {
	kind := kindOf(value)
	for at := 0; at+1 < len(spec); at += 2 {
		keyword, _ := spec[at].(string)
		if fault := checkOne(keyword, spec[at+1], kind, value, path); fault != nil {
			return fault
		}
	}
	return nil
}

func checkOne(keyword string, expected any, kind int, value any, path string) *Fault {
	if fault := checkAny(keyword, expected, kind, value, path); fault != nil {
		return fault
	}
	switch value := value.(type) {
	case string:
		return failed(isWrongText(keyword, expected, value), keyword, expected, path)
	case []any:
		return checkList(keyword, expected, value, path)
	case *Object:
		return checkObject(keyword, expected, value, path)
	}
	if kind&(kindInteger|kindNumber) != 0 {
		return failed(isWrongNumber(keyword, expected, number(value)), keyword, expected, path)
	}
	return nil
}

func failed(isWrong bool, keyword string, expected any, path string) *Fault {
	if !isWrong {
		return nil
	}
	return &Fault{path, keyword, expected}
}

func kindOf(value any) int {
	switch value := value.(type) {
	case bool:
		return kindBoolean
	case string:
		return kindString
	case []any:
		return kindArray
	case *Object:
		return kindObject
	case int64, uint64:
		return kindInteger | kindNumber
	case float64:
		switch {
		case math.IsNaN(value) || math.IsInf(value, 0):
			return kindNull
		case value != math.Trunc(value):
			return kindNumber
		}
		return kindInteger | kindNumber
	}
	return kindNull
}

func number(value any) float64 {
	switch value := value.(type) {
	case int64:
		return float64(value)
	case uint64:
		return float64(value)
	case float64:
		return value
	}
	return math.NaN()
}

func isSame(one, other any) bool {
	kind := kindOf(one)
	if kind != kindOf(other) {
		return false
	}
	switch one := one.(type) {
	case []any:
		return isSameList(one, other.([]any))
	case *Object:
		return isSameObject(one, other.(*Object))
	}
	if kind&(kindInteger|kindNumber) != 0 {
		return number(one) == number(other)
	}
	return kind == kindNull || one == other
}

func isSameList(one, other []any) bool {
	if len(one) != len(other) {
		return false
	}
	for at := range one {
		if !isSame(one[at], other[at]) {
			return false
		}
	}
	return true
}

func isSameObject(one, other *Object) bool {
	if len(one.Keys) != len(other.Keys) {
		return false
	}
	for key, value := range one.Values {
		if there, known := other.Values[key]; !known || !isSame(value, there) {
			return false
		}
	}
	return true
}

func specOf(value any) []any {
	spec, _ := value.([]any)
	return spec
}

func checkAny(keyword string, expected any, kind int, value any, path string) *Fault {
	switch keyword {
	case "type":
		return failed(kind&int(number(expected)) == 0, keyword, expected, path)
	case "false schema":
		return &Fault{path, keyword, expected}
	case "const":
		return failed(!isSame(value, expected), keyword, expected, path)
	case "enum":
		return failed(!isAmong(value, specOf(expected)), keyword, expected, path)
	case "not":
		return failed(Check(specOf(expected), value, path) == nil, keyword, expected, path)
	case "anyOf":
		return checkUnion(keyword, specOf(expected), value, path, math.MaxInt32)
	case "oneOf":
		return checkUnion(keyword, specOf(expected), value, path, 1)
	case "allOf":
		for _, spec := range specOf(expected) {
			if fault := Check(specOf(spec), value, path); fault != nil {
				return fault
			}
		}
	case "if":
		branches := specOf(expected)
		if Check(specOf(branches[0]), value, path) == nil {
			return Check(specOf(branches[1]), value, path)
		}
		return Check(specOf(branches[2]), value, path)
	}
	return nil
}

func isAmong(value any, values []any) bool {
	for _, one := range values {
		if isSame(one, value) {
			return true
		}
	}
	return false
}

// checkUnion tells, when no member fits, what helps most: what the member says that was meant, when that is clear.
func checkUnion(keyword string, specs []any, value any, path string, most int) *Fault {
	var meant []*Fault
	passed, types := 0, 0
	for _, spec := range specs {
		fault := Check(specOf(spec), value, path)
		switch {
		case fault == nil:
			passed++
		case fault.Path == path && fault.Keyword == "type":
			types |= int(number(fault.expected))
		default:
			meant = append(meant, fault)
		}
	}
	switch {
	case passed > 0:
		return failed(passed > most, keyword, specs, path)
	case len(meant) > 1:
		return &Fault{path, keyword, specs}
	case len(meant) == 1:
		return meant[0]
	}
	return &Fault{path, "type", int64(types)}
}

func isWrongNumber(keyword string, expected any, value float64) bool {
	limit := number(expected)
	switch keyword {
	case "maximum":
		return value > limit
	case "minimum":
		return value < limit
	case "exclusiveMaximum":
		return value >= limit
	case "exclusiveMinimum":
		return value <= limit
	case "multipleOf":
		// 19.99 is a multiple of 0.01 to everybody but binary fractions.
		quotient := value / limit
		return limit == 0 || math.Abs(math.RoundToEven(quotient)-quotient) > 1e-6
	}
	return false
}

// length counts characters; half a surrogate pair is one.
func length(text string) float64 {
	if utf8.ValidString(text) {
		return float64(utf8.RuneCountInString(text))
	}
	count := 0
	for at := 0; at < len(text); count++ {
		_, size := utf8.DecodeRuneInString(text[at:])
		if _, isHalf := half(text[at:]); isHalf {
			size = 3
		}
		at += size
	}
	return float64(count)
}

var patterns sync.Map

func pattern(source string) *regexp.Regexp {
	if known, ok := patterns.Load(source); ok {
		return known.(*regexp.Regexp)
	}
	// One that this version of Go cannot read is left to the server.
	made, _ := regexp.Compile(source)
	patterns.Store(source, made)
	return made
}

func isWrongText(keyword string, expected any, value string) bool {
	switch keyword {
	case "maxLength":
		return length(value) > number(expected)
	case "minLength":
		return length(value) < number(expected)
	case "pattern":
		made := pattern(expected.(string))
		return made != nil && !made.MatchString(value)
	case "format":
		return !fits(expected.(string), value)
	}
	return false
}

func checkList(keyword string, expected any, value []any, path string) *Fault {
	switch keyword {
	case "maxItems":
		return failed(float64(len(value)) > number(expected), keyword, expected, path)
	case "minItems":
		return failed(float64(len(value)) < number(expected), keyword, expected, path)
	case "items":
		for at, item := range value {
			if fault := Check(specOf(expected), item, path+"/"+strconv.Itoa(at)); fault != nil {
				return fault
			}
		}
	case "contains":
		for _, item := range value {
			if Check(specOf(expected), item, path) == nil {
				return nil
			}
		}
		return &Fault{path, keyword, expected}
	case "uniqueItems":
		return failed(isRepeating(value), keyword, expected, path)
	}
	return nil
}

func isRepeating(items []any) bool {
	seen := make(map[string]bool, len(items))
	for _, item := range items {
		text := string(appendComparable(nil, item))
		if seen[text] {
			return true
		}
		seen[text] = true
	}
	return false
}

// appendComparable writes a value in a form that is the same where JSON has equal values: whole numbers of any type, members in
// any order.
func appendComparable(to []byte, value any) []byte {
	switch value := value.(type) {
	case string:
		return strconv.AppendQuote(to, value)
	case bool:
		return strconv.AppendBool(to, value)
	case []any:
		to = append(to, '[')
		for _, item := range value {
			to = append(appendComparable(to, item), ',')
		}
		return append(to, ']')
	case *Object:
		keys := append([]string(nil), value.Keys...)
		sort.Strings(keys)
		to = append(to, '{')
		for _, key := range keys {
			to = append(strconv.AppendQuote(to, key), ':')
			to = append(appendComparable(to, value.Values[key]), ',')
		}
		return append(to, '}')
	}
	if kindOf(value) == kindNull {
		return append(to, "null"...)
	}
	// Minus nothing is nothing.
	return strconv.AppendFloat(to, number(value)+0, 'g', -1, 64)
}

func checkObject(keyword string, expected any, value *Object, path string) *Fault {
	switch keyword {
	case "maxProperties":
		return failed(float64(len(value.Keys)) > number(expected), keyword, expected, path)
	case "minProperties":
		return failed(float64(len(value.Keys)) < number(expected), keyword, expected, path)
	case "required":
		for _, one := range specOf(expected) {
			key, _ := one.(string)
			if _, known := value.Values[key]; !known {
				return &Fault{below(path, key), keyword, expected}
			}
		}
	case "propertyNames":
		for _, key := range value.Keys {
			if fault := Check(specOf(expected), key, path); fault != nil {
				return fault
			}
		}
	case "properties":
		return checkProperties(specOf(expected), value, path)
	}
	return nil
}

func checkProperties(expected []any, value *Object, path string) *Fault {
	members := expected[0].(*Object)
	if len(expected) > 1 {
		for _, key := range value.Keys {
			if _, known := members.Values[key]; known {
				continue
			}
			if expected[1] == false {
				return &Fault{below(path, key), "additionalProperties", false}
			}
			if fault := Check(specOf(expected[1]), value.Values[key], below(path, key)); fault != nil {
				return fault
			}
		}
	}
	for _, key := range members.Keys {
		given, known := value.Values[key]
		if !known {
			continue
		}
		if fault := Check(specOf(members.Values[key]), given, below(path, key)); fault != nil {
			return fault
		}
	}
	return nil
}

func below(path, key string) string {
	return path + "/" + strings.NewReplacer("~", "~0", "/", "~1").Replace(key)
}

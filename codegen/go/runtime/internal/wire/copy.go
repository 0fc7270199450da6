package wire

import (
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"sort"
	"strconv"
	"time"
)

// Deeper than this is a cycle.
const maxDepth = 200

var errDepth = errors.New("a value contains itself, or is nested too deep")

// Moment writes a time as every SDK does: UTC, three digits of milliseconds.
func Moment(value time.Time) string {
	return value.UTC().Format("2006-01-02T15:04:05.000Z")
}

// Payload is an object that builders made.
type Payload interface {
	GabaritFields() Fields
}

// Member is a value of one of several types.
type Member interface {
	GabaritValue() Value
}

// Value is what stands for a member on the wire.
type Value struct {
	made  bool
	value any
	err   error
}

// ValueOf copies what stands for a member.
func ValueOf(value any) Value {
	made, err := Copy(value)
	return Value{true, made, err}
}

// Copy gives a value that later changes to the original do not reach: of *Object, []any, string, int64, uint64, float64, bool
// and nil only. Code of the application that it calls may panic: that is an error.
func Copy(value any) (made any, err error) {
	defer func() {
		if failure := recover(); failure != nil {
			made, err = nil, fmt.Errorf("a value cannot be read: %v", failure)
		}
	}()
	return copied(value, 0)
}

func copied(value any, depth int) (any, error) {
	if depth > maxDepth {
		return nil, errDepth
	}
	switch value := value.(type) {
	case nil:
		return nil, nil
	case string, bool, float64, int64, uint64:
		return value, nil
	case time.Time:
		return Moment(value), nil
	}
	return reflected(reflect.ValueOf(value), depth)
}

func reflected(value reflect.Value, depth int) (any, error) {
	switch value.Kind() {
	case reflect.Pointer, reflect.Interface, reflect.Map:
		if value.IsNil() {
			return nil, nil
		}
	}
	switch made := value.Interface().(type) {
	case Payload:
		return objectIn(made)
	case Member:
		return memberOf(made)
	case *time.Time:
		return Moment(*made), nil
	case json.Number, json.Marshaler, encoding.TextMarshaler:
		return marshalled(value)
	}
	switch value.Kind() {
	case reflect.String:
		return value.String(), nil
	case reflect.Bool:
		return value.Bool(), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return value.Int(), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return value.Uint(), nil
	case reflect.Float32:
		// 0.1 stays 0.1.
		return strconv.ParseFloat(strconv.FormatFloat(value.Float(), 'g', -1, 32), 64)
	case reflect.Float64:
		return value.Float(), nil
	case reflect.Pointer:
		return copied(value.Elem().Interface(), depth+1)
	case reflect.Slice, reflect.Array:
		if value.Type().Elem().Kind() == reflect.Uint8 {
			return marshalled(value)
		}
		return listOf(value, depth)
	case reflect.Map:
		if value.Type().Key().Kind() == reflect.String {
			return objectOf(value, depth)
		}
	}
	return marshalled(value)
}

func memberOf(member Member) (any, error) {
	value := member.GabaritValue()
	if !value.made {
		return nil, errors.New("a value of several types was made without its function")
	}
	return value.value, value.err
}

// objectIn is an object that was begun by its function, so that nothing it needs is missing.
func objectIn(payload Payload) (any, error) {
	fields := payload.GabaritFields()
	if !fields.Begun() {
		return nil, errors.New("an object was made without its function")
	}
	object, err := fields.Object()
	if err != nil {
		return nil, err
	}
	return object, nil
}

func listOf(value reflect.Value, depth int) (any, error) {
	list := make([]any, value.Len())
	for at := range list {
		item, err := copied(value.Index(at).Interface(), depth+1)
		if err != nil {
			return nil, err
		}
		list[at] = item
	}
	return list, nil
}

// Maps have no order of their own: their keys are sorted, as encoding/json does.
func objectOf(value reflect.Value, depth int) (any, error) {
	keys := value.MapKeys()
	sort.Slice(keys, func(one, other int) bool { return keys[one].String() < keys[other].String() })
	object := NewObject()
	for _, key := range keys {
		item, err := copied(value.MapIndex(key).Interface(), depth+1)
		if err != nil {
			return nil, err
		}
		object.Put(key.String(), item)
	}
	return object, nil
}

// marshalled is for types with a JSON form of their own, and for structs.
func marshalled(value reflect.Value) (any, error) {
	text, err := json.Marshal(value.Interface())
	if err != nil {
		return nil, err
	}
	return Parse(string(text))
}

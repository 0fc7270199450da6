// Command runner uses the runtime as an application would, each way against an address of its own, and prints what came of it.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"os"
	"regexp"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"

	"gabarit.local/standin"
	"gabarit.local/standin/internal/wire"
	"gabarit.local/standin/standintest"
)

const spec = `["type",64,"properties",[{"a":["type",8]},false]]`

type sample struct {
	meta  *wire.Meta
	value any
}

func (s sample) GabaritEvent() (*wire.Meta, wire.Fields) {
	return s.meta, wire.Begin().Set(0, "a", s.value)
}

func plannedFor(purposes wire.Purposes) *wire.Meta {
	return wire.NewMeta("track", "Sample", "evt", 3).SuperKeys("s", "t").Purposes(purposes).Spec(spec)
}

var plain = plannedFor(wire.Purposes{})

func one(value any) sample {
	return sample{plain, value}
}

// told collects what listeners hear.
type told struct {
	mu    sync.Mutex
	lines []string
}

func (t *told) add(format string, arguments ...any) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.lines = append(t.lines, fmt.Sprintf(format, arguments...))
}

func (t *told) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.Join(t.lines, ", ")
}

func options(host string, dropped *told) standin.Options {
	return standin.Options{Host: host, WriteKey: "wk", OnDrop: func(messages int, reason string) {
		dropped.add("%d %s", messages, regexp.MustCompile(`0x[0-9a-f]+`).ReplaceAllString(reason, "0x"))
	}}
}

func started(options standin.Options) *standin.Client {
	client := &standin.Client{}
	if err := client.Init(options); err != nil {
		fmt.Println("not started:", err)
	}
	return client
}

func long() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), time.Minute)
}

func closed(client *standin.Client) error {
	ctx, cancel := long()
	defer cancel()
	return client.Close(ctx)
}

func batches(url string) {
	dropped := &told{}
	var client standin.Client
	client.Send(one(0), standin.WithAnonymousID("a"), standin.WithContext(map[string]any{"ip": "0", "gabarit": 1}))
	given := options(url+"/batches//", dropped)
	given.AppVersion = "7"
	fmt.Println("init", client.Init(given), client.Init(given))
	for at := 1; at < 45; at++ {
		client.Send(one(at))
	}
	fmt.Println("batches", closed(&client), dropped)
	client.Send(one(1))
	fmt.Println("after close", dropped, closed(&client))
}

func early() {
	dropped := &told{}
	var client standin.Client
	for at := 0; at < 1003; at++ {
		client.Send(one(at))
	}
	fmt.Println("early", client.Flush(context.Background()))
	fmt.Println("early", client.Init(standin.Options{Host: "not an address"}), client.Init(standin.Options{Host: "http://a"}))
	count := 0
	given := options("", dropped)
	given.Adapter = func(standin.Message) { count++ }
	fmt.Println("early", client.Init(given), count, dropped)
	var unused standin.Client
	unused.Send(one(1))
	fmt.Println("early", unused.Close(context.Background()), unused.Init(given))
}

func again(url string) {
	dropped := &told{}
	client := started(options(url+"/again", dropped))
	client.Send(one(1), standin.WithUserID("u"))
	ctx, cancel := long()
	defer cancel()
	fmt.Println("again", client.Flush(ctx), dropped, closed(client))
}

// A request that took its server too long is tried again.
func slow(url string) {
	dropped := &told{}
	client := started(options(url+"/slow", dropped))
	client.Send(one(1))
	fmt.Println("slow", closed(client), dropped)
}

// Code that was never given a client.
func none() {
	var client *standin.Client
	client.Send(one(1))
	client.Identify("u", standin.UserTraits{})
	client.Group("g", nil)
	client.Alias("u", "old")
	client.SetConsent(standin.ConsentToAll())
	client.Reset()
	fmt.Println("none", client.Flush(context.Background()), client.Close(context.Background()), client.Init(standin.Options{}))
}

// open takes keys that the plan does not name.
type open struct{ fields wire.Fields }

func (o open) GabaritEvent() (*wire.Meta, wire.Fields) {
	return plain, o.fields
}

func refused(url string) {
	dropped := &told{}
	for _, path := range []string{"/refused", "/moved", "/endless"} {
		client := started(options(url+path, dropped))
		client.Send(one(1))
		fmt.Println("refused", path, closed(client), dropped)
	}
}

func full() {
	dropped := &told{}
	client := started(options("http://127.0.0.1:1", dropped))
	for at := 0; at < 1003; at++ {
		client.Send(one(at))
	}
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	fmt.Println("full", dropped, errors.Is(client.Flush(ctx), context.DeadlineExceeded), client.Close(ctx))
}

// Many at once, while some flush, some decide, and others begin.
func goroutines(url string) {
	dropped := &told{}
	client := &standin.Client{}
	var all sync.WaitGroup
	for first := 0; first < 800; first += 100 {
		first := first
		all.Add(1)
		go func() {
			defer all.Done()
			for at := first; at < first+100; at++ {
				client.Send(one(at))
				if at%50 == 0 {
					client.SetConsent(standin.ConsentToAll())
					ctx, cancel := context.WithTimeout(context.Background(), time.Second)
					_ = client.Flush(ctx)
					cancel()
				}
			}
		}()
	}
	if err := client.Init(options(url+"/threads", dropped)); err != nil {
		fmt.Println(err)
	}
	all.Wait()
	fmt.Println("goroutines", dropped, closed(client))
}

func consent(url string) {
	dropped := &told{}
	event := sample{plannedFor(wire.Ask("X").Key("a", "Y")), 1}
	given := options(url+"/consent", dropped)
	given.HoldUntilConsent = true
	client := started(given)
	client.Send(event, standin.WithUserID("held"))
	client.Send(event, standin.WithUserID("own"), standin.WithConsent(standin.ConsentToAll()))
	client.SetConsent(standin.ConsentToAll())
	fmt.Println("consent", dropped, closed(client))
	careful := started(options(url+"/careful", dropped))
	careful.Send(event)
	// Nobody is asked for Z, and anybody may object to it.
	open := sample{plannedFor(wire.Ask("Z")), 1}
	careful.Send(open, standin.WithUserID("open"))
	_ = careful.Flush(context.Background())
	careful.SetConsent(standin.Consent{"Z": false})
	careful.Send(open, standin.WithUserID("objecting"))
	fmt.Println("careful", dropped, closed(careful))
}

// What is refused while messages wait is taken out of them.
func refusedLater(url string) {
	dropped := &told{}
	event := sample{plannedFor(wire.Ask("X").Key("a", "Y")), 1}
	given := options(url+"/later", dropped)
	given.Consent = standin.ConsentToAll()
	client := started(given)
	client.Send(event, standin.WithUserID("eve"))
	client.Send(event, standin.WithUserID("own"), standin.WithConsent(standin.ConsentToAll()))
	client.SetConsent(standin.Consent{"Y": false})
	client.SetConsent(nil)
	fmt.Println("later", dropped, closed(client))
}

type failing struct{}

func (failing) MarshalJSON() ([]byte, error) {
	panic("mine")
}

func hostile(url string) {
	dropped := &told{}
	cycle := []any{nil}
	cycle[0] = cycle
	given := options(url+"/hostile", dropped)
	given.SuperProperties = standin.Super("s", func() any { return 1.5 })
	client := started(given)
	client.Send(nil)
	client.Send((*sample)(nil))
	client.Send(one(cycle))
	client.Send(one(failing{}))
	client.Send(one(func() {}))
	client.Send(one(1), nil)
	fields := wire.Begin().With("a", "replaced").Set(0, "a", 2).Leave(1, "b").With("b", 3).With("c", nil).With("c", 4)
	client.Send(open{fields.With("a", "replaced")})
	client.Group("g", nil, standin.WithContext(map[string]any{"c": make(chan int)}))
	fmt.Println("hostile", dropped, closed(client))
}

// Nothing of the application's own that fails reaches it, or stops what sends.
func listeners(url string) {
	dropped := &told{}
	given := options(url+"/failing", dropped)
	given.SuperProperties = standin.Super("s", func() any { panic("mine") })
	client := started(given)
	client.Send(one(1))
	fmt.Println("failing", dropped, closed(client))

	var own *standin.Client
	given = options(url+"/refused/listener", dropped)
	given.OnDrop = func(_ int, reason string) {
		ctx, cancel := context.WithTimeout(context.Background(), time.Millisecond)
		defer cancel()
		dropped.add("%s %v", reason, own.Flush(ctx))
		panic("mine")
	}
	own = started(given)
	own.Send(one(1))
	fmt.Println("listener", closed(own), dropped)

	given = options("", dropped)
	given.Adapter = func(standin.Message) { panic("mine") }
	client = started(given)
	client.Send(one(1))
	fmt.Println("adapter", dropped, closed(client))
	client.Send(one(1))
	fmt.Println("adapter", dropped)
}

type quiet struct{ told }

func (q *quiet) Helper() {}

func (q *quiet) Errorf(format string, arguments ...any) {
	q.add(format, arguments...)
}

func violations() {
	for _, way := range []standin.Validation{
		standin.ValidationDefault, standin.ValidationWarn, standin.ValidationDrop, standin.ValidationPanic, standin.ValidationOff,
	} {
		heard := &told{}
		count := 0
		given := options("", heard)
		given.Validation = way
		given.Adapter = func(standin.Message) { count++ }
		given.OnViolation = func(violation standin.Violation) {
			heard.add("%s %s %s", violation.Event, violation.Path, violation.Keyword)
			panic("mine")
		}
		client := started(given)
		func() {
			defer func() {
				if failure := recover(); failure != nil {
					heard.add("panic %v", failure)
				}
			}()
			client.Send(one("x"))
		}()
		fmt.Println("violation", way, count, heard)
	}
	var before standin.Client
	heard := &told{}
	before.Send(one("x"))
	given := options("", heard)
	given.Validation, given.Adapter = standin.ValidationPanic, func(standin.Message) {}
	fmt.Println("violation", before.Init(given), heard)
}

func recorded() {
	t := &quiet{}
	recorder := standintest.New(t)
	recorder.Client.Send(one(1), standin.WithUserID("u"))
	recorder.AssertSent(one(1.0))
	recorder.AssertCount("Sample", 1)
	fmt.Println("recorded", t)
	recorder.AssertSent(one(2))
	recorder.AssertCount("Sample", 2)
	recorder.Client.Send(one("x"))
	fmt.Println("recorded", regexp.MustCompile(`"(timestamp|messageId)":"[^"]+"`).ReplaceAllString(t.String(), "$1"))
	message := recorder.Messages()[0]
	fmt.Println("recorded", message.Type, message.Name, message.UserID, message.Properties, message.Context["gabarit"])
	recorder.Clear()
	recorder.Client.Identify("u", standin.UserTraits{}, standin.WithAnonymousID("a"))
	recorder.Client.Group("g", nil, standin.WithUserID("u"), standin.WithContext(map[string]any{"groupType": "team"}))
	recorder.Client.Alias("u", "old")
	for _, message := range recorder.Messages() {
		text, _ := json.Marshal(message)
		read, _ := wire.Parse(string(text))
		fmt.Println(message.Type, strings.Join(read.(*wire.Object).Keys, ","), message.UserID, message.GroupID, message.PreviousID)
	}
}

// The client that an application brings is used as it is, but for redirects.
func ownClient(url string) {
	dropped := &told{}
	given := options(url+"/own", dropped)
	given.HTTPClient = &http.Client{Transport: transport(func(request *http.Request, isFirst bool) (*http.Response, error) {
		if isFirst {
			panic("a transport of the application")
		}
		return http.DefaultTransport.RoundTrip(request)
	})}
	client := started(given)
	client.Send(one(1))
	fmt.Println("own", closed(client), dropped)
}

// Whoever waits for one message is not told of another, and a server that asks for ages is not asked meanwhile.
func waits(url string) {
	dropped := &told{}
	given := options(url+"/waits", dropped)
	given.Consent = standin.ConsentToAll()
	var client *standin.Client
	delivered := false
	given.HTTPClient = &http.Client{Transport: transport(func(request *http.Request, isFirst bool) (*http.Response, error) {
		if isFirst {
			client.Send(sample{plannedFor(wire.Ask("X")), 2})
			client.SetConsent(standin.Consent{"X": false})
			return nil, errors.New("away")
		}
		delivered = true
		return http.DefaultTransport.RoundTrip(request)
	})}
	client = &standin.Client{}
	client.Send(one(1))
	begun, flushed := client.Init(given), client.Flush(context.Background())
	fmt.Println("waits", begun, flushed, delivered, dropped, closed(client))

	ages := started(options(url+"/ages", dropped))
	ages.Send(one(1))
	ctx, cancel := context.WithTimeout(context.Background(), 200*time.Millisecond)
	defer cancel()
	fmt.Println("ages", ages.Close(ctx))

	given.HoldUntilConsent, given.Consent = true, nil
	ended := started(given)
	_ = closed(ended)
	ended.Send(sample{plannedFor(wire.Ask("Y")), 3})
	fmt.Println("ended", dropped)
}

func transport(answer func(request *http.Request, isFirst bool) (*http.Response, error)) http.RoundTripper {
	return &answering{true, answer}
}

type answering struct {
	isFirst bool
	answer  func(request *http.Request, isFirst bool) (*http.Response, error)
}

func (a *answering) RoundTrip(request *http.Request) (*http.Response, error) {
	isFirst := a.isFirst
	a.isFirst = false
	return a.answer(request, isFirst)
}

func remaining(before int) {
	http.DefaultTransport.(*http.Transport).CloseIdleConnections()
	for tries := 0; tries < 1000 && runtime.NumGoroutine() > before; tries++ {
		time.Sleep(5 * time.Millisecond)
	}
	fmt.Println("goroutines left", runtime.NumGoroutine()-before)
}

func vectors(file string) {
	text, err := os.ReadFile(file)
	if err != nil {
		panic(err)
	}
	all, err := wire.Parse(string(text))
	if err != nil {
		panic(err)
	}
	count := 0
	for _, vector := range all.([]any) {
		fields := vector.(*wire.Object).Values
		for _, test := range fields["tests"].([]any) {
			expected := test.(*wire.Object).Values
			fault := wire.Check(fields["spec"].([]any), expected["value"], "")
			found := "valid"
			if fault != nil {
				found = fault.Path + " " + fault.Keyword
			}
			wanted := "valid"
			if expected["valid"] != true {
				wanted = fmt.Sprint(expected["path"], " ", expected["keyword"])
			}
			if found != wanted {
				fmt.Println(fields["name"], string(wire.Append(nil, test)), "but", found)
			}
			count++
		}
	}
	var many []any
	for at := 0; at < 100_000; at++ {
		item := wire.NewObject()
		item.Put("at", int64(at))
		many = append(many, item)
	}
	// Compared with each other, these would take minutes.
	if wire.Check([]any{"uniqueItems", true}, many, "") != nil {
		fmt.Println("different items are alike")
	}
	fmt.Println(count, "values judged")
}

func numbers(file string) {
	text, err := os.ReadFile(file)
	if err != nil {
		panic(err)
	}
	for _, line := range strings.Fields(string(text)) {
		bits, _ := strconv.ParseUint(line, 16, 64)
		fmt.Println(string(wire.Append(nil, math.Float64frombits(bits))))
	}
}

// member is a value of one of several types.
type member struct{ value wire.Value }

func (m member) GabaritValue() wire.Value {
	return m.value
}

// level has a text of its own.
type level int

func (l level) MarshalText() ([]byte, error) {
	return []byte("level " + strconv.Itoa(int(l))), nil
}

func values() {
	members, err := wire.Copy([]*member{nil, {wire.ValueOf(1)}})
	fmt.Println(string(wire.Append(nil, members)), err)
	_, err = wire.Copy(member{})
	fmt.Println(err)
	made, err := wire.Copy(map[string]any{
		"z": []string{"a\u2028\x00\x7f", "\xff"}, "a": map[string]int{"b": 1}, "f": float32(0.1), "u": uint64(1 << 63),
		"t": time.Date(2026, 3, 1, 12, 0, 0, 999_999_999, time.FixedZone("", 3600)), "n": []*int{nil}, "j": json.RawMessage(`{"b":1,"a":[1e3]}`),
		"k": json.Number("9007199254740993"), "l": level(2),
	})
	fmt.Println(string(wire.Append(nil, made)), err)
	for _, text := range []string{`"\ud83d\ude00\ud800"`, `[1,]`, `{"a":1`, `"`, `nul`, strings.Repeat("[", 100_000)} {
		read, err := wire.Parse(text)
		fmt.Println(string(wire.Append(nil, read)), err)
	}
}

func main() {
	switch arguments := os.Args[1:]; arguments[0] {
	case "vectors":
		vectors(arguments[1])
	case "numbers":
		numbers(arguments[1])
		values()
	default:
		before := runtime.NumGoroutine()
		ways := map[string]func(){
			"1": func() { batches(arguments[0]) }, "2": early, "3": func() { again(arguments[0]) }, "4": func() { refused(arguments[0]) },
			"5": full, "6": func() { goroutines(arguments[0]) }, "7": func() { consent(arguments[0]) },
			"8": func() { refusedLater(arguments[0]) }, "9": func() { hostile(arguments[0]) }, "a": func() { listeners(arguments[0]) },
			"b": violations, "c": recorded, "d": func() { ownClient(arguments[0]) }, "e": func() { waits(arguments[0]) },
			"f": func() { slow(arguments[0]) }, "g": none,
		}
		var names []string
		for name := range ways {
			names = append(names, name)
		}
		sort.Strings(names)
		for _, name := range names {
			ways[name]()
		}
		remaining(before)
	}
}

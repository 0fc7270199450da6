package standin

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math"
	"math/rand"
	"net/http"
	"strconv"
	"sync"
	"time"

	"gabarit.local/standin/internal/wire"
)

const (
	maxWaiting   = 1000
	maxBatch     = 20
	maxBytes     = 60_000
	interval     = 5 * time.Second
	firstBackoff = time.Second
	maxBackoff   = time.Minute
	requestTime  = 30 * time.Second
	// Nothing waits longer, whatever the server asks.
	maxAsked  = 24 * time.Hour
	closeTime = 10 * time.Second
	settled   = time.Duration(-1)
)

// queued is a message that leaves while people agree to its purpose.
type queued struct {
	text    []byte
	purpose string
	// without gives its text without the keys of refused purposes; nil where keys have none.
	without func(isRefused func(purpose string) bool) []byte
}

// sender is how messages leave: a bounded queue, batches to POST {host}/v1/batch, another try when the server or the network
// fails. One goroutine, from the first message until close.
type sender struct {
	address  string
	writeKey string
	dropped  func(messages int, reason string)
	client   *http.Client
	own      *http.Transport
	random   *rand.Rand
	ctx      context.Context
	cancel   context.CancelFunc
	// awake holds a token when something changed that the goroutine must look at.
	awake chan struct{}
	// ended is closed as the goroutine ends.
	ended chan struct{}

	mu    sync.Mutex
	queue []*queued
	// due says how many of the queued messages should go now, without waiting for a full batch.
	due int
	// deadline is when what is queued becomes due; zero while nothing waits.
	deadline time.Time
	running  bool
	closed   bool
	// hurries ends the wait before another try, once.
	hurries bool
	// news is closed when messages were settled, and replaced.
	news chan struct{}
}

func newSender(address string, options Options, dropped func(int, string)) *sender {
	s := &sender{
		address: address, writeKey: options.WriteKey, dropped: dropped, random: rand.New(rand.NewSource(time.Now().UnixNano())),
		awake: make(chan struct{}, 1), ended: make(chan struct{}), news: make(chan struct{}),
	}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	client := http.Client{}
	if options.HTTPClient != nil {
		client = *options.HTTPClient
	} else if usual, ok := http.DefaultTransport.(*http.Transport); ok {
		s.own = usual.Clone()
		client.Transport = s.own
	}
	// A redirect that turns a POST into a GET delivers nothing, whatever is answered.
	client.CheckRedirect = func(next *http.Request, before []*http.Request) error {
		isWeaker := before[0].URL.Scheme == "https" && next.URL.Scheme != "https"
		if next.Method != http.MethodPost || isWeaker || len(before) > 9 {
			return http.ErrUseLastResponse
		}
		return nil
	}
	s.client = &client
	return s
}

func (s *sender) wake() {
	select {
	case s.awake <- struct{}{}:
	default:
	}
}

// push queues a message, as far as it is not refused by now: people may decide while it is made.
func (s *sender) push(message *queued, isRefused func(purpose string) bool) {
	if reason := s.add(message, isRefused); reason != "" {
		s.dropped(1, reason)
	}
	s.wake()
}

func (s *sender) add(message *queued, isRefused func(purpose string) bool) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.closed:
		return "closed"
	case !message.isLeft(isRefused):
		return "no consent"
	case len(s.queue) >= maxWaiting:
		return "queue full"
	}
	s.queue = append(s.queue, message)
	if s.deadline.IsZero() {
		s.deadline = time.Now().Add(interval)
	}
	if !s.running {
		s.running = true
		go s.run()
	}
	return ""
}

// isLeft takes out what is refused; false when that is all of it.
func (q *queued) isLeft(isRefused func(purpose string) bool) bool {
	if q.purpose != "" && isRefused(q.purpose) {
		return false
	}
	if q.without != nil {
		q.text = q.without(isRefused)
	}
	return true
}

// forgetRefused forgets what waits for a purpose that is refused: whole messages, or keys of them.
func (s *sender) forgetRefused(isRefused func(purpose string) bool) {
	s.mu.Lock()
	var kept []*queued
	for _, message := range s.queue {
		if message.isLeft(isRefused) {
			kept = append(kept, message)
		}
	}
	count := len(s.queue) - len(kept)
	s.settle(kept)
	s.mu.Unlock()
	if count > 0 {
		s.dropped(count, "no consent")
	}
}

// settle keeps these messages only, and tells who waits for the others.
func (s *sender) settle(kept []*queued) {
	s.queue = kept
	if s.due > len(kept) {
		s.due = len(kept)
	}
	close(s.news)
	s.news = make(chan struct{})
}

// flush waits until what is queued now was delivered or given up.
func (s *sender) flush(ctx context.Context, hurries bool) error {
	s.mu.Lock()
	wanted := make(map[*queued]bool, len(s.queue))
	for _, message := range s.queue {
		wanted[message] = true
	}
	s.due = len(s.queue)
	s.hurries = s.hurries || hurries
	s.mu.Unlock()
	s.wake()
	for {
		s.mu.Lock()
		// What comes later stands behind.
		isOver, news := s.closed || len(s.queue) == 0 || !wanted[s.queue[0]], s.news
		s.mu.Unlock()
		if isOver {
			return nil
		}
		select {
		case <-news:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// close ends the goroutine; it gives the number of messages left behind.
func (s *sender) close(ctx context.Context) int {
	if _, ends := ctx.Deadline(); !ends {
		limited, cancel := context.WithTimeout(ctx, closeTime)
		defer cancel()
		ctx = limited
	}
	_ = s.flush(ctx, true)
	s.mu.Lock()
	s.closed = true
	left, runs := len(s.queue), s.running
	s.queue = nil
	close(s.news)
	s.news = make(chan struct{})
	s.mu.Unlock()
	s.cancel()
	if runs {
		select {
		case <-s.ended:
		case <-time.After(time.Second):
			// A listener of the application keeps it, or closes from inside it.
		}
	}
	if s.own != nil {
		s.own.CloseIdleConnections()
	}
	return left
}

func (s *sender) run() {
	defer close(s.ended)
	failures := 0
	for batch := s.next(); batch != nil; batch = s.next() {
		wait := s.post(batch, failures)
		if wait == settled {
			s.forget(batch)
			failures = 0
		} else {
			failures++
			s.pause(wait)
		}
	}
}

// next waits until a batch is to go; nil once this is closed.
func (s *sender) next() []*queued {
	for {
		s.mu.Lock()
		if s.closed {
			s.mu.Unlock()
			return nil
		}
		if !s.deadline.IsZero() && !time.Now().Before(s.deadline) {
			s.due = len(s.queue)
			s.deadline = time.Time{}
		}
		if len(s.queue) == 0 {
			s.due = 0
			s.deadline = time.Time{}
		} else if s.due > 0 || len(s.queue) >= maxBatch {
			batch := s.take()
			s.mu.Unlock()
			return batch
		}
		deadline := s.deadline
		s.mu.Unlock()
		s.sleep(deadline)
	}
}

// sleep waits for news, or until a moment where there is one; false at the end of that time.
func (s *sender) sleep(until time.Time) bool {
	var over <-chan time.Time
	if !until.IsZero() {
		timer := time.NewTimer(time.Until(until))
		defer timer.Stop()
		over = timer.C
	}
	select {
	case <-s.awake:
	case <-s.ctx.Done():
	case <-over:
		return false
	}
	return true
}

// take gives the first messages, as many as a batch takes; at least one.
func (s *sender) take() []*queued {
	size := 200
	for at, message := range s.queue {
		size += len(message.text) + 1
		if at == maxBatch || (at > 0 && size > maxBytes) {
			return append([]*queued(nil), s.queue[:at]...)
		}
	}
	return append([]*queued(nil), s.queue...)
}

func (s *sender) forget(batch []*queued) {
	sent := make(map[*queued]bool, len(batch))
	for _, message := range batch {
		sent[message] = true
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return
	}
	var kept []*queued
	for _, message := range s.queue {
		if !sent[message] {
			kept = append(kept, message)
		}
	}
	s.due -= len(batch)
	if s.due < 0 {
		s.due = 0
	}
	s.settle(kept)
	s.deadline = time.Now().Add(interval)
}

// pause waits before another try; what closes does not wait for the first one.
func (s *sender) pause(wait time.Duration) {
	until := time.Now().Add(wait)
	for {
		s.mu.Lock()
		isOver := s.closed || s.hurries
		s.hurries = false
		s.mu.Unlock()
		if isOver || !s.sleep(until) {
			return
		}
	}
}

// post gives the time to wait before the batch is tried again, or settled.
func (s *sender) post(batch []*queued, failures int) (wait time.Duration) {
	longest := math.Min(float64(firstBackoff)*math.Pow(2, float64(failures)), float64(maxBackoff))
	backoff := time.Duration(longest * (0.5 + s.random.Float64()/2))
	defer func() {
		if recover() != nil {
			wait = backoff
		}
	}()
	ctx, cancel := context.WithTimeout(s.ctx, requestTime)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, s.address, bytes.NewReader(s.body(batch)))
	if err != nil {
		s.dropped(len(batch), err.Error())
		return settled
	}
	request.Header.Set("Content-Type", "text/plain;charset=UTF-8")
	request.Header.Set("User-Agent", sdkName)
	answer, err := s.client.Do(request)
	if err != nil {
		return backoff
	}
	defer discard(answer.Body, cancel)
	if isToTryAgain(answer.StatusCode) {
		if asked := askedWait(answer.Header.Get("Retry-After")); asked > 0 {
			return asked + time.Duration(s.random.Int63n(int64(250*time.Millisecond)))
		}
		return backoff
	}
	if answer.StatusCode >= 300 {
		s.dropped(len(batch), "status "+strconv.Itoa(answer.StatusCode))
	}
	return settled
}

// isToTryAgain is true of what may be answered otherwise later: too slow a request, too many of them, a fault of the server.
func isToTryAgain(status int) bool {
	return status == http.StatusRequestTimeout || status == http.StatusTooManyRequests || status >= 500
}

// discard reads a short answer, so that its connection serves again; one that never ends keeps nobody waiting.
func discard(body io.ReadCloser, cancel context.CancelFunc) {
	late := time.AfterFunc(time.Second, cancel)
	defer late.Stop()
	_, _ = io.CopyN(io.Discard, body, 4096)
	_ = body.Close()
}

func (s *sender) body(batch []*queued) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	body := []byte(`{"batch":[`)
	for at, message := range batch {
		if at > 0 {
			body = append(body, ',')
		}
		body = append(body, message.text...)
	}
	body = append(body, `],"writeKey":`...)
	body = wire.Append(body, s.writeKey)
	body = append(body, `,"sentAt":`...)
	body = wire.Append(body, wire.Moment(time.Now()))
	return append(body, '}')
}

// askedWait reads Retry-After, in seconds or as a date; a day at most.
func askedWait(after string) time.Duration {
	var asked time.Duration
	if seconds, err := strconv.ParseUint(after, 10, 31); err == nil {
		asked = time.Duration(seconds) * time.Second
	} else if errors.Is(err, strconv.ErrRange) {
		asked = maxAsked
	} else if date, err := http.ParseTime(after); err == nil {
		asked = time.Until(date)
	}
	if asked > maxAsked {
		return maxAsked
	}
	return asked
}

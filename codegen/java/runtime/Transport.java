package gabarit.standin;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How messages leave: a bounded queue, batches to POST {host}/v1/batch, another try when the server or the network fails. One
 * thread of its own, which keeps no process alive. The same source for every plan. Do not edit.
 */
final class Transport {
  private static final int MAX_WAITING = 1000;
  private static final int BATCH = 20;
  private static final int MAX_BYTES = 60_000;
  private static final long INTERVAL_MS = 5_000;
  private static final long BACKOFF_MS = 1_000;
  private static final long MAX_BACKOFF_MS = 60_000;

  /** Nothing waits longer, whatever the server asks. */
  private static final long MAX_ASKED_MS = 86_400_000;

  private static final Duration REQUEST = Duration.ofSeconds(30);
  private static final long SETTLED = -1;

  private final String host;
  private final String writeKey;
  private final Dropped dropped;
  private final Deque<Message> queue = new ArrayDeque<>();

  private static final class Message {
    byte[] text;
    final String purpose;
    final Function<Predicate<String>, String> without;

    Message(String text, String purpose, Function<Predicate<String>, String> without) {
      this.text = text.getBytes(StandardCharsets.UTF_8);
      this.purpose = purpose;
      this.without = without;
    }

    /** Takes out what is refused; false when that is all of it. */
    boolean isLeft(Predicate<String> isRefused) {
      if (purpose != null && isRefused.test(purpose)) return false;
      if (without != null) text = without.apply(isRefused).getBytes(StandardCharsets.UTF_8);
      return true;
    }
  }

  /** How many of the queued messages should go now, without waiting for a full batch. */
  private int due;

  /** When what is queued becomes due, as System.nanoTime; only while something waits for it. */
  private long deadline;

  private boolean waits;
  private boolean wakes;
  private boolean closed;
  private Thread worker;
  private HttpClient client;

  Transport(String host, String writeKey, Dropped dropped) {
    this.host = host;
    this.writeKey = writeKey;
    this.dropped = dropped;
  }

  /**
   * Queues a message that leaves while people agree to its purpose, which may be null; `without`, which may be null, is its text
   * without the keys of refused purposes. What is refused by now does not wait: people may decide while a message is made.
   */
  void push(String text, String purpose, Function<Predicate<String>, String> without, Predicate<String> isRefused) {
    String reason = null;
    synchronized (queue) {
      Message message = new Message(text, purpose, without);
      if (closed) {
        reason = "closed";
      } else if (!message.isLeft(isRefused)) {
        reason = "no consent";
      } else if (queue.size() >= MAX_WAITING) {
        reason = "queue full";
      } else {
        queue.add(message);
        schedule();
      }
    }
    if (reason != null) dropped.tell(1, reason);
  }

  /** Forgets what waits for a purpose that is refused: whole messages, or keys of them. */
  void forgetRefused(Predicate<String> isRefused) {
    int before;
    int after;
    synchronized (queue) {
      before = queue.size();
      queue.removeIf(message -> !message.isLeft(isRefused));
      after = queue.size();
      due = Math.min(due, after);
      queue.notifyAll();
    }
    if (after < before) dropped.tell(before - after, "no consent");
  }

  private void schedule() {
    if (worker == null || !worker.isAlive()) {
      worker = new Thread(this::work, "gabarit");
      worker.setDaemon(true);
      worker.start();
    }
    if (!waits) {
      waits = true;
      deadline = System.nanoTime() + INTERVAL_MS * 1_000_000;
    }
    queue.notifyAll();
  }

  /** Sends what is queued now; true once all of it was delivered or given up, false when that takes longer. */
  boolean flush(Duration timeout) {
    long end = System.nanoTime() + nanoseconds(timeout);
    synchronized (queue) {
      Set<Message> wanted = new HashSet<>(queue);
      due = queue.size();
      queue.notifyAll();
      // The thread that sends, in a listener of the application: it cannot wait for itself.
      if (Thread.currentThread() == worker) return queue.isEmpty();
      while (!closed && isWaiting(wanted)) if (!await(end)) return false;
      return !isWaiting(wanted);
    }
  }

  /** What comes later stands behind. */
  private boolean isWaiting(Set<Message> wanted) {
    return !queue.isEmpty() && wanted.contains(queue.peek());
  }

  private static long nanoseconds(Duration timeout) {
    return TimeUnit.NANOSECONDS.convert(timeout);
  }

  /** Sends what is queued and ends; the number of messages left behind. */
  int close(Duration timeout) {
    synchronized (queue) {
      wakes = true;
    }
    flush(timeout);
    synchronized (queue) {
      closed = true;
      if (worker != null) worker.interrupt();
      queue.notifyAll();
      return queue.size();
    }
  }

  /** Waits for news until `end`; false when that moment has come or the thread is interrupted, which stays known. */
  private boolean await(long end) {
    long left = (end - System.nanoTime() + 999_999) / 1_000_000;
    if (left <= 0) return false;
    try {
      queue.wait(left);
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void work() {
    int failures = 0;
    try {
      while (true) {
        List<Message> batch = next();
        if (batch.isEmpty()) return;
        long wait = post(batch, failures++);
        if (wait == SETTLED) {
          forget(batch);
          failures = 0;
        } else {
          pause(wait);
        }
      }
    } catch (InterruptedException ended) {
      // Closed while it waited.
    }
  }

  /** Waits until a batch is to go; an empty one once this is closed. */
  private List<Message> next() throws InterruptedException {
    synchronized (queue) {
      while (!closed && due <= 0 && queue.size() < BATCH) {
        long left = waits ? (deadline - System.nanoTime() + 999_999) / 1_000_000 : 0;
        if (waits && left <= 0) due = queue.size();
        else queue.wait(left);
        if (queue.isEmpty()) waits = false;
      }
      return closed ? List.of() : take();
    }
  }

  /** The first messages, as many as a batch takes; at least one. */
  private List<Message> take() {
    List<Message> batch = new ArrayList<>();
    int bytes = 200;
    for (Iterator<Message> messages = queue.iterator(); messages.hasNext() && batch.size() < BATCH; ) {
      Message message = messages.next();
      bytes += message.text.length + 1;
      if (!batch.isEmpty() && bytes > MAX_BYTES) break;
      batch.add(message);
    }
    return batch;
  }

  private void forget(List<Message> batch) {
    synchronized (queue) {
      batch.forEach(queue::remove);
      due -= batch.size();
      waits = !queue.isEmpty();
      deadline = System.nanoTime() + INTERVAL_MS * 1_000_000;
      queue.notifyAll();
    }
  }

  /** Waits before another try; what closes does not wait for the first one. */
  private void pause(long milliseconds) throws InterruptedException {
    long end = System.nanoTime() + milliseconds * 1_000_000;
    synchronized (queue) {
      for (long left = milliseconds; left > 0 && !closed && !wakes; left = (end - System.nanoTime()) / 1_000_000) {
        queue.wait(left);
      }
      wakes = false;
    }
  }

  /** The milliseconds to wait before the batch is tried again, or {@link #SETTLED}. */
  private long post(List<Message> batch, int failures) throws InterruptedException {
    double spread = 0.5 + ThreadLocalRandom.current().nextDouble() / 2;
    long backoff = (long) (Math.min(BACKOFF_MS * Math.pow(2, failures), MAX_BACKOFF_MS) * spread);
    try {
      if (client == null) {
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL).connectTimeout(REQUEST).build();
      }
      HttpRequest request = HttpRequest.newBuilder(URI.create(host.replaceAll("/+$", "") + "/v1/batch")).timeout(REQUEST)
          .header("Content-Type", "text/plain;charset=UTF-8")
          .POST(HttpRequest.BodyPublishers.ofByteArrays(body(batch))).build();
      HttpResponse<Void> answer = client.send(request, head -> new Unread());
      int status = answer.statusCode();
      if (status == 408 || status == 429 || status >= 500) {
        long asked = askedWait(answer.headers().firstValue("retry-after").orElse(""));
        return asked > 0 ? asked + ThreadLocalRandom.current().nextLong(250) : backoff;
      }
      // A redirect that turns a POST into a GET delivers nothing, whatever is answered.
      if (!answer.request().method().equals("POST")) dropped.tell(batch.size(), "redirected");
      else if (status >= 300) dropped.tell(batch.size(), "status " + status);
      return SETTLED;
    } catch (IOException | RuntimeException failure) {
      return backoff;
    }
  }

  /** An answer is known by its head; a body that never ends keeps nobody waiting. */
  private static final class Unread implements HttpResponse.BodySubscriber<Void> {
    @Override
    public CompletionStage<Void> getBody() {
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {}

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
  }

  private List<byte[]> body(List<Message> batch) {
    List<byte[]> parts = new ArrayList<>();
    byte[] before = "{\"batch\":[".getBytes(StandardCharsets.UTF_8);
    for (Message message : batch) {
      parts.add(before);
      parts.add(message.text);
      before = new byte[] {','};
    }
    String sentAt = Json.write(Timestamps.text(Instant.now()));
    String end = "],\"writeKey\":" + Json.write(writeKey) + ",\"sentAt\":" + sentAt + "}";
    parts.add(end.getBytes(StandardCharsets.UTF_8));
    return parts;
  }

  /** `Retry-After` in seconds or as a date, in milliseconds, a day at most. */
  private static long askedWait(String after) {
    if (after.matches("[0-9]+")) {
      return after.length() > 9 ? MAX_ASKED_MS : Math.min(Long.parseLong(after) * 1000, MAX_ASKED_MS);
    }
    try {
      ZonedDateTime date = ZonedDateTime.parse(after, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Math.min(Duration.between(Instant.now(), date).toMillis(), MAX_ASKED_MS);
    } catch (DateTimeParseException unreadable) {
      return 0;
    }
  }
}

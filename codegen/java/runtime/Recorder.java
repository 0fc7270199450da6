package gabarit.standin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * For the tests of your application: its tracker records what would have been sent, and nothing reaches the network. The same
 * source for every plan. Do not edit.
 */
public final class Recorder {
  private final List<Message> messages = Collections.synchronizedList(new ArrayList<>());
  private final Tracker tracker;

  /** A recorder whose tracker has no options of its own, and people who agree to everything. */
  public Recorder() {
    this(Tracker.host("").writeKey("").consent(Consent.granted()));
  }

  /** A recorder whose tracker has these options, e.g. super properties. */
  public Recorder(Tracker.Options options) {
    tracker = Tracker.recording(options, message -> messages.add(new Message(message)));
  }

  /** The tracker to hand to the code under test. */
  public Tracker tracker() {
    return tracker;
  }

  /** What was recorded so far, in order. */
  public List<Message> messages() {
    synchronized (messages) {
      return List.copyOf(messages);
    }
  }

  /** What was recorded of the event with this name on the wire. */
  public List<Message> events(String name) {
    return messages().stream().filter(message -> name.equals(message.name())).collect(Collectors.toList());
  }

  /** Forgets what was recorded. */
  public void clear() {
    messages.clear();
  }

  /** A message as it would have left. */
  public static final class Message {
    private final Map<String, Object> fields;

    private Message(Map<String, Object> fields) {
      this.fields = fields;
    }

    /** `track`, `page`, `screen`, `identify`, `group` or `alias`. */
    public String type() {
      return text("type");
    }

    /** The name of an event; null for other calls. */
    public String name() {
      return type().equals("track") ? text("event") : text("name");
    }

    public Map<String, Object> properties() {
      return map("properties");
    }

    public Map<String, Object> traits() {
      return map("traits");
    }

    public String userId() {
      return text("userId");
    }

    public String anonymousId() {
      return text("anonymousId");
    }

    public Map<String, Object> context() {
      return map("context");
    }

    /** Every field, by its key on the wire: of maps, lists, strings, `Long` and `Double` numbers, booleans and null. */
    public Map<String, Object> fields() {
      return Collections.unmodifiableMap(fields);
    }

    /** As JSON. */
    @Override
    public String toString() {
      return Json.write(fields);
    }

    private String text(String key) {
      return (String) fields.get(key);
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> map(String key) {
      return (Map<String, Object>) fields.getOrDefault(key, Map.of());
    }
  }
}

package gabarit.standin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A planned event with its properties, ready to be sent. The same source for every plan. Do not edit. */
public abstract class Event extends Payload {
  final Meta meta;

  protected Event(Meta meta, Values values) {
    super(values);
    this.meta = meta;
  }

  /** What the plan says of an event, whoever sends it. */
  public static final class Meta {
    final String type;
    final String name;
    final String id;
    final int version;
    final Map<String, Object> fixed = new LinkedHashMap<>();
    final List<String> superKeys = new ArrayList<>();
    Purposes purposes = Purposes.NONE;
    private String specText = "[]";
    private volatile Object spec;

    public Meta(String type, String name, String id, int version) {
      this.type = type;
      this.name = name;
      this.id = id;
      this.version = version;
    }

    /** Constants that are filled in: keys, each with its value. */
    public Meta fixed(Object... constants) {
      for (int at = 0; at < constants.length; at += 2) fixed.put((String) constants[at], Json.copy(constants[at + 1]));
      return this;
    }

    /** Keys that super properties may fill. */
    public Meta superKeys(String... keys) {
      superKeys.addAll(List.of(keys));
      return this;
    }

    /** What its properties must satisfy, as JSON; read at the first check. */
    public Meta spec(String json) {
      specText = json;
      return this;
    }

    Object spec() {
      if (spec == null) spec = JsonReader.read(specText);
      return spec;
    }

    public Meta purposes(Purposes value) {
      purposes = value;
      return this;
    }
  }
}

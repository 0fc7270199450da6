package gabarit.standin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Values for properties of bundles, added to each event that plans them. The same source for every plan. Do not edit. */
public abstract class SuperValues {
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private static final class Entry {
    final Supplier<?> value;
    final boolean nullable;

    Entry(Supplier<?> value, boolean nullable) {
      this.value = value;
      this.nullable = nullable;
    }
  }

  protected final void setValue(String key, Object value, boolean nullable) {
    Values one = new Values(key);
    one.setNullable(0, value);
    setSupplier(key, () -> {
      if (one.problem() != null) throw one.problem();
      return one.toMap().get(key);
    }, nullable);
  }

  protected final void setSupplier(String key, Supplier<?> value, boolean nullable) {
    synchronized (entries) {
      entries.put(key, new Entry(value, nullable));
    }
  }

  /** Their values now, of the keys that an event plans. */
  final Map<String, Object> values(List<String> planned) {
    Map<String, Entry> known;
    synchronized (entries) {
      known = new LinkedHashMap<>(entries);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    known.forEach((key, entry) -> {
      if (!planned.contains(key)) return;
      Object value = Json.copy(entry.value.get());
      if (value != null || entry.nullable) values.put(key, value);
    });
    return values;
  }
}

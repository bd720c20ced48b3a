package dev.parley.client.teamfile;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiConsumer;

/**
 * A map of a file.
 *
 * @param values what stands under the keys, wrong ones left out
 * @param places of all keys, wrong ones included
 * @param broken whether a key or value of it was wrong, so that what is missing may be misspelled
 */
record Section(
    Place place,
    SequencedMap<String, Value> values,
    SequencedMap<String, Place> places,
    boolean broken)
    implements Value {

  /** A map without keys. */
  static Section empty(Place place) {
    return new Section(place, new LinkedHashMap<>(), new LinkedHashMap<>(), false);
  }

  boolean has(String key) {
    return places.containsKey(key);
  }

  /** Where the key stands; the map's place if it is not there. */
  Place at(String key) {
    Place at = places.get(key);
    return at == null ? place : at;
  }

  Optional<Value> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  Optional<String> text(String key) {
    return get(key).filter(Value.Text.class::isInstance).map(v -> ((Value.Text) v).text());
  }

  Optional<BigDecimal> number(String key) {
    return get(key).filter(Value.Amount.class::isInstance).map(v -> ((Value.Amount) v).number());
  }

  Optional<Integer> whole(String key) {
    return number(key).map(BigDecimal::intValueExact);
  }

  Optional<Long> large(String key) {
    return number(key).map(BigDecimal::longValueExact);
  }

  Optional<Duration> time(String key) {
    return get(key).filter(Value.Time.class::isInstance).map(v -> ((Value.Time) v).time());
  }

  boolean flag(String key) {
    return get(key).filter(v -> v instanceof Value.Flag flag && flag.flag()).isPresent();
  }

  Optional<Section> section(String key) {
    return get(key).filter(Section.class::isInstance).map(Section.class::cast);
  }

  List<Value> items(String key) {
    return get(key)
        .filter(Value.Items.class::isInstance)
        .map(v -> ((Value.Items) v).items())
        .orElse(List.of());
  }

  List<String> texts(String key) {
    return items(key).stream()
        .filter(Value.Text.class::isInstance)
        .map(v -> ((Value.Text) v).text())
        .toList();
  }

  /** The maps that stand under names of the file's own, in its order. */
  void eachSection(BiConsumer<String, Section> use) {
    values.forEach(
        (name, value) -> {
          if (value instanceof Section section) {
            use.accept(name, section);
          }
        });
  }
}

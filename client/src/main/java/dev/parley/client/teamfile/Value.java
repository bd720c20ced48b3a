package dev.parley.client.teamfile;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What stands in a file, once it has the shape it should have: short forms are written out, {@code
 * ${NAME}} is filled, durations and sizes are numbers.
 */
sealed interface Value
    permits Value.Text,
        Value.Amount,
        Value.Flag,
        Value.Time,
        Value.Items,
        Value.Chosen,
        Value.Free,
        Section {

  Place place();

  /** A text, name or word. */
  record Text(Place place, String text) implements Value {}

  /** A number, or a size in bytes. */
  record Amount(Place place, BigDecimal number) implements Value {}

  /** True or false. */
  record Flag(Place place, boolean flag) implements Value {}

  /** A duration. */
  record Time(Place place, Duration time) implements Value {}

  /** A list; items that were wrong are not in it. */
  record Items(Place place, List<Value> items) implements Value {}

  /** The word of a choice and what stands under it. */
  record Chosen(Place place, String word, Optional<Value> value) implements Value {}

  /** Something whose shape the file does not prescribe. */
  record Free(Place place, Tree tree) implements Value {}
}

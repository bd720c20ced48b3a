package dev.parley.activities;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agents.Entry.Words;
import dev.parley.agents.Event;
import dev.parley.agents.Intent;
import dev.parley.agents.Kind;
import dev.parley.transcript.Draft;
import dev.parley.transcript.EntryStore.Settling;
import dev.parley.transcript.Place;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an effect does whose place was taken while it ran. */
@Timeout(30)
class DisplacedTest {

  private static final Duration LONG = Duration.ofMinutes(5);

  private final Shop shop;

  DisplacedTest(@TempDir Path folder) {
    shop = new Shop(folder);
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private static Place at(int seq) {
    return new Place(Shop.ID, Place.MAIN, seq, Intent.call(1, "anna", 1), Shop.RUN);
  }

  private void said(int seq, String words) {
    Place place = new Place(Shop.ID, Place.MAIN, seq, Intent.signal("m" + seq), Shop.RUN);
    Draft draft =
        Draft.of("dana", Kind.TEXT, Words.of(words)).withPerson("dana", null, null, false);
    var unused = shop.transcript().entries().append(place, draft, Settling.NOTHING);
  }

  /** A place that moves while it is asked for. */
  private static Supplier<Place> moving(Place... places) {
    Queue<Place> rest = new ArrayDeque<>(List.of(places));
    return () -> rest.size() > 1 ? rest.remove() : rest.element();
  }

  @Test
  void aPlaceThatIsFreeIsTakenAtOnce() {
    assertThat(Displaced.await(shop.transcript(), () -> at(1), LONG)).isTrue();
  }

  @Test
  void behindWordsItWaitsUntilItIsAskedForAgain() {
    said(1, "Wait.");
    said(2, "Wait for me.");

    Supplier<Place> place = moving(at(1), at(1), at(2), at(3));

    assertThat(Displaced.await(shop.transcript(), place, LONG)).isTrue();
    assertThat(place.get()).isEqualTo(at(3));
  }

  @Test
  void whatSettledItsPlaceIsNotWaitedFor() {
    var unused =
        shop.transcript()
            .entries()
            .append(at(1), Draft.event(Event.CANCELLED, null, Words.of("")), Settling.NOTHING);

    assertThat(Displaced.await(shop.transcript(), () -> at(1), LONG)).isTrue();
  }

  @Test
  void itDoesNotWaitForEver() {
    said(1, "Wait.");

    assertThat(Displaced.await(shop.transcript(), () -> at(1), Duration.ofMillis(60))).isFalse();
  }
}

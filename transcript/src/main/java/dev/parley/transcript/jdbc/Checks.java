package dev.parley.transcript.jdbc;

import dev.parley.agents.Money;
import dev.parley.agents.Names;
import dev.parley.transcript.EntryStore.Spend;
import dev.parley.transcript.Place;
import dev.parley.transcript.TranscriptException.Reason;
import dev.parley.transcript.TranscriptException.Refused;

/** What values the store takes. */
final class Checks {

  /** The most that one call may reserve. */
  private static final Money MOST = new Money(1_000_000L * 1_000_000_000L);

  private Checks() {}

  /** Checks an id of a conversation to be. */
  static void requireName(String id) {
    if (!Names.NAME.matcher(id).matches()) {
      throw invalid(
          "\"%s\" is no id of a conversation; a letter, then up to 63 letters, digits, _ and -"
              .formatted(id));
    }
  }

  /** Checks a place. */
  static void require(Place place) {
    if (place.seq() < 0) {
      throw invalid(
          "%s: an entry's seq is 0 or more, not %d".formatted(place.conversation(), place.seq()));
    }
    if (!place.branch().equals(Place.MAIN)) {
      throw invalid(
          "%s: there is no branch \"%s\"; entries are written to \"%s\""
              .formatted(place.conversation(), place.branch(), Place.MAIN));
    }
  }

  /** Checks what a call reserves. */
  static void require(Spend spend) {
    Money reserve = spend.reserve();
    if (reserve.compareTo(Money.ZERO) < 0 || reserve.compareTo(MOST) > 0) {
      throw invalid(
          "a call of model %s reserves %s dollars; 0 to %s can be reserved"
              .formatted(spend.model(), reserve.dollars(), MOST.dollars().toPlainString()));
    }
  }

  static Refused invalid(String message) {
    return new Refused(Reason.INVALID, message);
  }
}

package dev.parley.client;

import dev.parley.agents.Entry;
import dev.parley.transcript.ConversationStore.Branch;
import dev.parley.transcript.ConversationStore.Standing;
import dev.parley.transcript.LiveStore.LiveReader;
import dev.parley.transcript.LiveText;
import dev.parley.transcript.Transcript;
import dev.parley.transcript.TranscriptException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Follows a conversation by reading the store. When it has been silent for a while, the Temporal
 * server is asked whether its workflow was ended there, so that nobody waits for what cannot come.
 */
final class Follower {

  private static final Duration SHORTEST = Duration.ofMillis(25);
  private static final Duration LONGEST = Duration.ofMillis(250);
  private static final Duration SILENCE = Duration.ofSeconds(3);
  private static final int PAGE = 200;

  private final Parley parley;
  private final Transcript transcript;
  private final String id;

  Follower(Parley parley, String id) {
    this.parley = parley;
    this.transcript = parley.transcript();
    this.id = id;
  }

  /** Without what is being said. */
  Standing follow(int fromSeq, Consumer<Entry> listener, Predicate<Standing> enough)
      throws InterruptedException {
    return follow(fromSeq, listener, Optional.empty(), enough);
  }

  /** With what is being said: behind the entries that stand before it. */
  Standing follow(
      int fromSeq, Consumer<Entry> listener, Consumer<LiveText> live, Predicate<Standing> enough)
      throws InterruptedException {
    try (LiveReader reader = transcript.live().listen(id)) {
      return follow(fromSeq, listener, Optional.of(new Hearing(reader, live)), enough);
    }
  }

  private Standing follow(
      int fromSeq, Consumer<Entry> listener, Optional<Hearing> hearing, Predicate<Standing> enough)
      throws InterruptedException {
    int next = fromSeq;
    String seen = "";
    Duration pause = SHORTEST;
    Instant news = Instant.now();
    while (true) {
      // The standing first: what it counts is then surely there to read.
      Standing standing = transcript.conversations().standing(id);
      if (!seen.isEmpty() && !seen.equals(chain(next - 1))) {
        next = Math.min(next, firstAfterReset());
        seen = "";
      }
      List<Entry> page = transcript.entries().read(id, next, PAGE);
      page.forEach(listener);
      next += page.size();
      seen = page.isEmpty() ? seen : page.getLast().head().chain();
      boolean all = next >= standing.entries();
      if (all && (standing.end() != null || enough.test(standing))) {
        return standing;
      }
      boolean heard = all && hearing.isPresent() && hearing.get().tell(next);
      // What is heard ends a pause by itself, and so does the end of a call.
      pause = page.isEmpty() ? pause : SHORTEST;
      if (heard || !page.isEmpty()) {
        news = Instant.now();
      } else if (Duration.between(news, Instant.now()).compareTo(SILENCE) > 0) {
        askTemporal();
        news = Instant.now();
      }
      rest(hearing, pause);
      pause = pause.compareTo(LONGEST) < 0 ? pause.multipliedBy(3).dividedBy(2) : LONGEST;
    }
  }

  private static void rest(Optional<Hearing> hearing, Duration pause) throws InterruptedException {
    if (hearing.isPresent()) {
      hearing.get().hear(pause);
    } else {
      Thread.sleep(pause);
    }
  }

  /**
   * What was heard and is still to be told. It is told after the entries are read again: they stand
   * before it, or in its place.
   */
  private record Hearing(LiveReader reader, Consumer<LiveText> live, List<LiveText> heard) {
    Hearing(LiveReader reader, Consumer<LiveText> live) {
      this(reader, live, new ArrayList<>());
    }

    void hear(Duration patience) throws InterruptedException {
      try {
        heard.addAll(reader.news(patience));
      } catch (TranscriptException.Unavailable silent) {
        // The entries come nevertheless, or say themselves that the store is away.
        Thread.sleep(patience);
      }
    }

    /** Tells what belongs behind the entries that are read; returns whether there was anything. */
    boolean tell(int next) {
      List<LiveText> told = heard.stream().filter(text -> text.seq() >= next).toList();
      heard.clear();
      told.forEach(live);
      return !told.isEmpty();
    }
  }

  /** The chain digest of an entry, empty if it is not there any more. */
  private String chain(int seq) {
    return transcript.entries().read(id, seq, 1).stream()
        .map(entry -> entry.head().chain())
        .findFirst()
        .orElse("");
  }

  /** What was given to the listener has become a branch: it goes on with what stands there now. */
  private int firstAfterReset() {
    return transcript.conversations().branches(id).stream()
        .mapToInt(Branch::from)
        .reduce((earlier, last) -> last)
        .orElse(0);
  }

  /** What is wrong with it, if anything is, stands in the store afterwards. */
  private void askTemporal() {
    try {
      var unused =
          parley.temporal().reaching(() -> parley.temporal().reconciler(transcript).look(id));
    } catch (ParleyException.ServerAway away) {
      // It may be back the next time; the store goes on to be read meanwhile.
      return;
    }
  }
}

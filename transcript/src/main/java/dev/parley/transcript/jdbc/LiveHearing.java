package dev.parley.transcript.jdbc;

import dev.parley.transcript.LiveStore.LiveReader;
import dev.parley.transcript.LiveText;
import dev.parley.transcript.jdbc.LiveCarrier.Bell;
import dev.parley.transcript.jdbc.LiveCarrier.Found;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Hears one conversation: remembers how far it has heard each call. */
final class LiveHearing implements LiveReader {

  /** Where a reader stands that wants no more of a call. */
  private static final long ENOUGH = Long.MAX_VALUE;

  private final LiveCarrier carrier;
  private final String conversation;
  private final Bell bell;
  private final Map<String, Long> positions = new HashMap<>();
  private final Map<String, Integer> characters = new HashMap<>();
  private boolean looked;

  LiveHearing(LiveCarrier carrier, String conversation) {
    this.carrier = carrier;
    this.conversation = conversation;
    this.bell = carrier.bell(conversation);
  }

  /** What a look has brought. */
  private record Heard(List<LiveText> texts, boolean ended) {
    boolean isNews() {
      return ended || !texts.isEmpty();
    }
  }

  @Override
  public List<LiveText> news(Duration patience) throws InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    Heard heard = looked ? new Heard(List.of(), false) : look();
    looked = true;
    long left = until - System.nanoTime();
    while (!heard.isNews() && left > 0) {
      if (bell.rings(Duration.ofNanos(left))) {
        heard = look();
      }
      left = until - System.nanoTime();
    }
    return heard.texts();
  }

  private Heard look() {
    List<Found> found = new ArrayList<>(carrier.look(conversation, Map.copyOf(positions)));
    found.sort(Comparator.comparingInt(Found::seq).thenComparingInt(Found::attempt));
    Set<String> gone = new HashSet<>(positions.keySet());
    List<LiveText> texts = new ArrayList<>();
    for (Found call : found) {
      gone.remove(call.id());
      boolean newest = isNewest(call, found);
      positions.put(call.id(), newest ? call.position() : ENOUGH);
      int from = characters.getOrDefault(call.id(), 0);
      characters.put(call.id(), from + call.more().length());
      if (newest && !call.more().isEmpty()) {
        texts.add(
            new LiveText(call.id(), call.seq(), call.agent(), call.attempt(), from, call.more()));
      }
    }
    positions.keySet().removeAll(gone);
    characters.keySet().removeAll(gone);
    return new Heard(texts, !gone.isEmpty());
  }

  /** What a lost attempt has left, or still says, is void once another has begun. */
  private static boolean isNewest(Found call, List<Found> all) {
    return all.stream()
        .noneMatch(other -> other.seq() == call.seq() && other.attempt() > call.attempt());
  }

  @Override
  public void close() {
    bell.close();
  }
}

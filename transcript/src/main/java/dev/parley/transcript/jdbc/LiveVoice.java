package dev.parley.transcript.jdbc;

import dev.parley.transcript.LiveStore;
import dev.parley.transcript.LiveStore.LiveCall;
import dev.parley.transcript.LiveStore.LiveWriter;
import dev.parley.transcript.jdbc.LiveCarrier.Piece;
import java.util.Optional;

/** What one call has said and nobody has passed on yet. */
final class LiveVoice implements LiveWriter {

  /** More than this of one reply is no preview: it is left to its entry. */
  private static final int LONGEST = 1024 * 1024;

  private static final char UNREADABLE = '\uFFFD';

  private final String id;
  private final LiveCall call;
  private final long opened = System.nanoTime();
  private final StringBuilder pending = new StringBuilder();
  private int said;
  private int pieces;
  private boolean silent;
  private boolean closed;

  LiveVoice(String id, LiveCall call) {
    this.id = id;
    this.call = call;
  }

  String id() {
    return id;
  }

  LiveCall call() {
    return call;
  }

  @Override
  public synchronized void append(String more) {
    if (silent || closed) {
      return;
    }
    said += more.length();
    if (said > LONGEST) {
      silent = true;
      pending.setLength(0);
    } else {
      pending.append(more);
    }
  }

  /** What there is to pass on; nothing of a call that may still turn out to be short. */
  synchronized Optional<Piece> take() {
    boolean isShort = System.nanoTime() - opened < LiveStore.SHORT.toNanos();
    int whole = pending.length();
    if (whole > 0 && Character.isHighSurrogate(pending.charAt(whole - 1))) {
      whole--; // its other half comes with the next words
    }
    if (closed || silent || isShort || whole == 0) {
      return Optional.empty();
    }
    String text = storable(pending.substring(0, whole));
    pending.delete(0, whole);
    return Optional.of(new Piece(id, call, pieces++, text));
  }

  /** Without what no database and no file takes: zeros, halves of characters. */
  private static String storable(String text) {
    if (text.codePoints().noneMatch(LiveVoice::isBroken)) {
      return text;
    }
    StringBuilder storable = new StringBuilder(text.length());
    text.codePoints().forEach(c -> storable.appendCodePoint(isBroken(c) ? UNREADABLE : c));
    return storable.toString();
  }

  private static boolean isBroken(int c) {
    return c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  /** Says no more. */
  synchronized void silence() {
    silent = true;
    pending.setLength(0);
  }

  @Override
  public synchronized void close() {
    closed = true;
    pending.setLength(0);
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Whether something stands at its place: its own words, or those of an attempt that was lost. */
  synchronized boolean mayHaveLeftWords() {
    return pieces > 0 || call.attempt() > 1;
  }
}

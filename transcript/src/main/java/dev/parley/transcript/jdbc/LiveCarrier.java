package dev.parley.transcript.jdbc;

import dev.parley.transcript.LiveStore.LiveCall;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What brings the words of running calls from one process to the others. */
sealed interface LiveCarrier permits LiveFiles, LivePieces {

  /**
   * Some more words of a call.
   *
   * @param id of the call
   * @param number from 0, without gaps
   */
  record Piece(String id, LiveCall call, int number, String text) {}

  /**
   * A call that is there, and what is new of it.
   *
   * @param position where the reader stands after it
   */
  record Found(String id, int seq, String agent, int attempt, long position, String more) {}

  /** Tells a reader when to look. */
  interface Bell extends AutoCloseable {
    /** Waits, at most so long; says whether there may be something. */
    boolean rings(Duration patience) throws InterruptedException;

    @Override
    void close();
  }

  /** Writes pieces; returns the ids of the calls that it cannot go on with. */
  Set<String> write(List<Piece> pieces);

  /** Removes what was said at the places of these calls by them and by earlier attempts. */
  void end(Collection<LiveCall> calls);

  /**
   * Everything that is being said in a conversation.
   *
   * @param positions where the reader stands, by call; one that is not named is read from its
   *     beginning
   */
  List<Found> look(String conversation, Map<String, Long> positions);

  /** A bell for one reader. */
  Bell bell(String conversation);

  /** Removes everything of these conversations: they were deleted. */
  void forget(Collection<String> conversations);

  /** Removes calls without a new word for so long; returns how many. */
  int sweep(Duration age);
}

package dev.parley.transcript;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What people are to be told about requests, until they have been told. A notice is written in the
 * commit of the entry that is its reason, so it is neither lost nor told without reason.
 */
public interface NoticeStore {

  /** The notices that are due, the oldest first. */
  List<Notice> due(int limit);

  /** Nothing more is to be done about a notice: it was sent, or nobody can be told. */
  void done(long number);

  /** It could not be sent: it is due again after this time. */
  void retry(long number, Duration after);

  /**
   * A notice.
   *
   * @param number unique in the store; the same in each attempt, so that receivers can tell
   * @param why {@code asked}, {@code reminded}, {@code overdue}, {@code escalated} or {@code
   *     delegated}
   * @param who people and groups who are to be told
   * @param attempts how often it was tried
   */
  record Notice(
      long number,
      String conversation,
      String request,
      String why,
      List<String> who,
      Instant at,
      int attempts) {
    public Notice {
      who = List.copyOf(who);
    }
  }
}

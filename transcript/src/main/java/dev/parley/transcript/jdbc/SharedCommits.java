package dev.parley.transcript.jdbc;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets those who wait for the only connection that writes share a commit: to reach the disk takes
 * as long as the work of several of them. The first to come does its own work and that of all who
 * wait behind it, on its thread, and commits once; nobody returns before the commit. Whoever comes
 * meanwhile waits for the next one, which one of them leads. Nobody waits for others to come: who
 * is alone commits alone.
 */
final class SharedCommits {

  /** So many share a commit: the first of them waits for the last. */
  private static final int MOST = 32;

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Job<?>> waiting = new ArrayDeque<>();
  private final Consumer<List<Job<?>>> transaction;
  private final long patienceNanos;
  private boolean busy;

  /**
   * Shares the commits of a transaction.
   *
   * @param transaction runs all jobs and commits; each of them has an outcome afterwards
   * @param patience how long somebody waits until his work is begun
   */
  SharedCommits(Consumer<List<Job<?>>> transaction, Duration patience) {
    this.transaction = transaction;
    this.patienceNanos = patience.toNanos();
  }

  /** Where a job stands. */
  private enum Turn {
    WAITS,
    TAKEN,
    LEADS,
    OVER
  }

  /** Somebody's work, and what it came to. Only the thread that runs it touches its outcome. */
  static final class Job<T> {
    private final Database.Work<T> work;
    private final Condition moved;
    private Turn turn = Turn.WAITS;
    private @Nullable T result;
    private @Nullable Throwable failure;
    private boolean refused;

    Job(Database.Work<T> work, Condition moved) {
      this.work = work;
      this.moved = moved;
    }

    /** Does it; it has happened if the transaction is committed. */
    void run(Tx tx) throws SQLException {
      failure = null;
      try {
        result = work.run(tx);
      } catch (SQLException | RuntimeException | Error e) {
        refused = true;
        throw e;
      }
    }

    /** Whether it was the work that failed, and not the transaction around it. */
    boolean isRefused() {
      return refused;
    }

    /** It has not happened. */
    void fail(Throwable cause) {
      failure = cause;
    }

    @SuppressWarnings("NullAway") // a work may come to null where its type says so
    private T result() throws SQLException {
      switch (failure) {
        case null -> {
          return result;
        }
        case SQLException e -> throw e;
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case Throwable e -> throw new IllegalStateException(e);
      }
    }
  }

  /**
   * Runs work in a transaction, alone or with that of others; when this returns, it is committed.
   *
   * @throws SQLException if the database refused it, or its turn did not come in time, or the
   *     thread was interrupted before it came: then it was not begun
   */
  <T> T run(Database.Work<T> work) throws SQLException {
    Job<T> job = new Job<>(work, lock.newCondition());
    List<Job<?>> led = turn(job);
    if (!led.isEmpty()) {
      try {
        transaction.accept(led);
      } finally {
        over(led);
      }
    }
    return job.result();
  }

  /**
   * Waits until others have done the job, or it is to lead; returns whom it leads, itself first.
   */
  private List<Job<?>> turn(Job<?> job) throws SQLException {
    lock.lock();
    try {
      if (busy) {
        waiting.add(job);
        await(job);
        if (job.turn == Turn.OVER) {
          return List.of();
        }
      }
      busy = true;
      List<Job<?>> led = new ArrayList<>(List.of(job));
      while (led.size() < MOST && !waiting.isEmpty()) {
        led.add(waiting.remove());
      }
      led.forEach(one -> one.turn = Turn.TAKEN);
      return led;
    } finally {
      lock.unlock();
    }
  }

  private void await(Job<?> job) throws SQLException {
    long left = patienceNanos;
    try {
      while (job.turn == Turn.WAITS && left > 0) {
        left = job.moved.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (job.turn == Turn.WAITS) {
      waiting.remove(job);
      throw new SQLTransientConnectionException(
          "no turn to write after %d ms"
              .formatted(TimeUnit.NANOSECONDS.toMillis(patienceNanos - left)));
    }
    // What has begun is not given up: its outcome would not be known.
    while (job.turn == Turn.TAKEN) {
      job.moved.awaitUninterruptibly();
    }
  }

  /** Tells all that they are done, and the next one that it leads. */
  private void over(List<Job<?>> led) {
    lock.lock();
    try {
      led.forEach(job -> move(job, Turn.OVER));
      busy = !waiting.isEmpty();
      if (busy) {
        move(waiting.remove(), Turn.LEADS);
      }
    } finally {
      lock.unlock();
    }
  }

  private static void move(Job<?> job, Turn turn) {
    job.turn = turn;
    job.moved.signal();
  }
}

package dev.parley.worker;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process, by a token that no other process has: {@code PID:START@HOST}, letters, digits and
 * {@code . _ : @ -} only.
 *
 * @param pid process id
 * @param start when it was started, in milliseconds since 1970
 * @param host where it runs
 */
record Owner(long pid, long start, String host) {

  private static final Pattern TOKEN = Pattern.compile("([0-9]{1,18}):([0-9]{1,18})@([\\w.-]+)");

  /** Two readings of one process's start differ by less. */
  private static final Duration BLUR = Duration.ofSeconds(2);

  /** This process. */
  static Owner self() {
    ProcessHandle process = ProcessHandle.current();
    return new Owner(process.pid(), start(process).orElse(Instant.EPOCH).toEpochMilli(), here());
  }

  private static Optional<Instant> start(ProcessHandle process) {
    return process.info().startInstant();
  }

  private static String here() {
    try {
      return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9._-]", "-");
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  static Optional<Owner> parse(String token) {
    Matcher matcher = TOKEN.matcher(token);
    return matcher.matches()
        ? Optional.of(
            new Owner(
                Long.parseLong(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                matcher.group(3)))
        : Optional.empty();
  }

  /** The token. */
  String token() {
    return "%d:%d@%s".formatted(pid, start, host);
  }

  /**
   * Whether the process of a token may still run: those of other machines, and of other forms, may.
   */
  boolean mayBeAlive(String token) {
    return parse(token).map(other -> !other.host.equals(host) || other.runs()).orElse(true);
  }

  private boolean runs() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .map(
            process ->
                start(process)
                    .map(now -> Math.abs(now.toEpochMilli() - start) < BLUR.toMillis())
                    .orElse(true))
        .orElse(false);
  }
}

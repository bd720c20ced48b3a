package dev.parley.worker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A worker, by a token that no other has: {@code PID:START@HOST:NUMBER}, letters, digits and {@code
 * . _ : @ -} only.
 *
 * @param pid process id
 * @param start when it was started, in milliseconds since 1970
 * @param host where it runs: the machine's name and, where there is one, the number of the space in
 *     which process ids count
 * @param number tells workers of one process apart
 */
record Owner(long pid, long start, String host, String number) {

  private static final Pattern TOKEN =
      Pattern.compile("([0-9]{1,18}):([0-9]{1,18})@([\\w.-]+):([0-9a-f]{1,8})");

  /** On Linux: two containers may have the same name, and processes of the same number. */
  private static final Path SPACE = Path.of("/proc/self/ns/pid");

  /** Two readings of one process's start differ by less. */
  private static final Duration BLUR = Duration.ofSeconds(2);

  /** This process. */
  static Owner self() {
    ProcessHandle process = ProcessHandle.current();
    return new Owner(
        process.pid(),
        start(process).orElse(Instant.EPOCH).toEpochMilli(),
        here() + space(),
        Integer.toHexString(new SecureRandom().nextInt() & 0xffffff));
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

  private static String space() {
    try {
      return "-" + Files.readSymbolicLink(SPACE).toString().replaceAll("[^0-9]", "");
    } catch (IOException | UnsupportedOperationException e) {
      // Not on Linux: there the name of the machine has to do.
      return "";
    }
  }

  static Optional<Owner> parse(String token) {
    Matcher matcher = TOKEN.matcher(token);
    return matcher.matches()
        ? Optional.of(
            new Owner(
                Long.parseLong(matcher.group(1)),
                Long.parseLong(matcher.group(2)),
                matcher.group(3),
                matcher.group(4)))
        : Optional.empty();
  }

  /** The token. */
  String token() {
    return "%d:%d@%s:%s".formatted(pid, start, host, number);
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

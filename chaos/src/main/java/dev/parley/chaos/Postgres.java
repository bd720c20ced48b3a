package dev.parley.chaos;

import dev.parley.transcript.Transcripts;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL of its own: a new folder, a new password, a free port of 127.0.0.1, no other door.
 * Its data are on the disk when it says so, as in production.
 */
final class Postgres implements AutoCloseable, Victim {

  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
  private static final List<String> FOLDERS =
      List.of(System.getProperty("java.io.tmpdir"), "/var/tmp", "/var/lib");
  private static final List<String> AS_POSTGRES =
      List.of("setpriv", "--reuid", "postgres", "--regid", "postgres", "--init-groups", "--");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path programs;
  private final List<String> as;
  private final Path folder;
  private final int port;
  private final String password;
  private final Thread reaper = new Thread(this::remove, "postgres-reaper");

  private Postgres(Path programs, List<String> as, Path folder, int port, String password) {
    this.programs = programs;
    this.as = as;
    this.folder = folder;
    this.port = port;
    this.password = password;
  }

  /** The folder of its programs: the newest that is installed, else the one in {@code PATH}. */
  static Optional<Path> find(Map<String, String> environment) {
    String path = environment.getOrDefault("PATH", "");
    return Stream.concat(installed(), Stream.of(path.split(File.pathSeparator)).map(Path::of))
        .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
        .findFirst();
  }

  private static Stream<Path> installed() {
    try (Stream<Path> versions = Files.isDirectory(INSTALLED) ? Files.list(INSTALLED) : null) {
      return versions == null
          ? Stream.empty()
          : versions.map(one -> one.resolve("bin")).sorted().toList().reversed().stream();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + INSTALLED, e);
    }
  }

  /** What to do where there is none. */
  static String remedy() {
    return "no PostgreSQL server in /usr/lib/postgresql or PATH. Run: apt-get install postgresql";
  }

  /** Makes one and starts it. */
  static Postgres start(Path programs) {
    boolean root = System.getProperty("user.name").equals("root");
    // The server refuses to run as root.
    List<String> as = root ? AS_POSTGRES : List.of();
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    Postgres made = new Postgres(programs, as, folder(root, password, as), freePort(), password);
    Runtime.getRuntime().addShutdownHook(made.reaper);
    try {
      made.init();
      made.launch();
      return made;
    } catch (RuntimeException e) {
      made.close();
      throw e;
    }
  }

  /** A folder that the server's user can write to, with the password in it. */
  private static Path folder(boolean root, String password, List<String> as) {
    for (String parent : FOLDERS) {
      try {
        Path folder = Files.createTempDirectory(Path.of(parent), "parley-chaos-postgres");
        Files.writeString(folder.resolve("password"), password);
        boolean owned = !root || run(List.of("chown", "-R", "postgres:postgres", folder + "")) == 0;
        if (owned && run(plus(as, "test", "-w", folder.toString())) == 0) {
          return folder;
        }
        delete(folder);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot make a folder in " + parent, e);
      }
    }
    throw new IllegalStateException(
        "the user of PostgreSQL can write to none of " + String.join(", ", FOLDERS));
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on 127.0.0.1", e);
    }
  }

  private void init() {
    Path secret = folder.resolve("password");
    must(
        plus(
            as,
            programs.resolve("initdb").toString(),
            "-D",
            data().toString(),
            "-U",
            "parley",
            "--pwfile=" + secret,
            "-A",
            "scram-sha-256",
            "-E",
            "UTF8",
            "--locale=C.UTF-8"));
    try {
      Files.delete(secret);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + secret, e);
    }
  }

  /** How it is reached. */
  Transcripts store() {
    return new Transcripts(
        "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port), "parley", password);
  }

  // --- What is done to it

  /** Ends it without any farewell, as a crash would; it has to recover. */
  @Override
  public void kill() {
    thaw();
    must(control("-m", "immediate", "stop"));
  }

  /** Starts it again and waits until it takes connections. */
  @Override
  public void launch() {
    String options =
        "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200"
            .formatted(port);
    must(control("-l", folder.resolve("server.log").toString(), "-o", options, "start"));
  }

  @Override
  public void awaitUp() {
    // It was waited for when it was launched.
  }

  @Override
  public void freeze() {
    Signals.send("STOP", processes());
  }

  @Override
  public void thaw() {
    Signals.send("CONT", processes());
  }

  /** The postmaster first, so that it starts no further ones meanwhile, then its backends. */
  private List<Long> processes() {
    Path file = data().resolve("postmaster.pid");
    try {
      long postmaster = Long.parseLong(Files.readAllLines(file).getFirst().strip());
      return Stream.concat(
              Stream.of(postmaster),
              ProcessHandle.of(postmaster).stream()
                  .flatMap(ProcessHandle::descendants)
                  .map(ProcessHandle::pid))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL does not run: no " + file, e);
    }
  }

  // --- Commands

  private Path data() {
    return folder.resolve("data");
  }

  private List<String> control(String... arguments) {
    List<String> all =
        new ArrayList<>(plus(as, programs.resolve("pg_ctl").toString(), "-D", data().toString()));
    all.addAll(List.of("-s", "-w"));
    all.addAll(List.of(arguments));
    return all;
  }

  private static List<String> plus(List<String> first, String... rest) {
    return Stream.concat(first.stream(), Stream.of(rest)).toList();
  }

  private static void must(List<String> command) {
    int code = run(command);
    if (code != 0) {
      throw new IllegalStateException(
          "%s ended with exit code %d".formatted(String.join(" ", command), code));
    }
  }

  private static int run(List<String> command) {
    try {
      // The user of the server may not be able to read the folder that we were called from.
      Process process =
          new ProcessBuilder(command)
              .directory(new File("/"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        var unused = process.destroyForcibly();
        throw new IllegalStateException(String.join(" ", command) + " does not end");
      }
      return process.exitValue();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command.getFirst(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the run was interrupted", e);
    }
  }

  private static void delete(Path folder) {
    int unused = run(List.of("rm", "-rf", folder.toString()));
  }

  private void remove() {
    if (Files.exists(data().resolve("postmaster.pid"))) {
      thaw();
      int unused = run(control("-m", "immediate", "stop"));
    }
    delete(folder);
  }

  @Override
  public void close() {
    remove();
    var unused = Runtime.getRuntime().removeShutdownHook(reaper);
  }
}

package dev.parley.cli.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the {@code temporal} program, or gets it into the user's cache folder: the official
 * download, else a build with Go. There is never half a program in the cache, and two setups do not
 * work twice.
 */
public final class TemporalSetup {
  private static final Duration OTHERS_PATIENCE = Duration.ofMinutes(30);

  private final TemporalRelease release;
  private final Cache cache;
  private final Map<String, String> environment;
  private final List<TemporalSource> sources;

  TemporalSetup(
      TemporalRelease release,
      Cache cache,
      Map<String, String> environment,
      List<TemporalSource> sources) {
    this.release = release;
    this.cache = cache;
    this.environment = Map.copyOf(environment);
    this.sources = List.copyOf(sources);
  }

  /** The setup of a home, with the ways that every machine may have. */
  public static TemporalSetup of(Home home, Map<String, String> environment) {
    return new TemporalSetup(
        TemporalRelease.load(home.root()),
        Cache.of(environment),
        environment,
        List.of(new OfficialDownload(environment), new GoBuild(home.root(), environment)));
  }

  /**
   * A program.
   *
   * @param file where it is
   * @param server version of the server in it; it names the database file
   * @param origin {@code PARLEY_TEMPORAL}, {@code cache}, {@code PATH}, {@code official download}
   *     or {@code built with Go}
   * @param digest {@code sha256:…} of the file; absent where it was only found
   */
  public record Program(Path file, String server, String origin, Optional<String> digest) {}

  /** The version that setup gets. */
  public TemporalRelease release() {
    return release;
  }

  /**
   * Looks in {@code PARLEY_TEMPORAL}, the cache and {@code PATH}, in this order. A program of
   * {@code PATH} counts only when it holds a server, whichever version.
   *
   * @throws PartException if {@code PARLEY_TEMPORAL} names no such program
   */
  public Optional<Program> find() {
    Optional<String> named =
        Optional.ofNullable(environment.get("PARLEY_TEMPORAL")).filter(text -> !text.isBlank());
    if (named.isPresent()) {
      return Optional.of(named(Path.of(named.get())));
    }
    Path cached = cache.temporal(release.server());
    if (Files.isExecutable(cached)) {
      return Optional.of(new Program(cached, release.server(), "cache", Optional.empty()));
    }
    return Programs.find("temporal", environment)
        .flatMap(
            file ->
                serverVersion(file)
                    .map(server -> new Program(file, server, "PATH", Optional.empty())));
  }

  /**
   * Finds the program or gets it.
   *
   * @throws PartException if there is no way; the message names what was tried
   */
  public Program obtain(Progress progress) {
    Optional<Program> found = find();
    if (found.isPresent()) {
      return found.get();
    }
    Path program = cache.temporal(release.server());
    PrivateFiles.folder(PrivateFiles.parent(program));
    Path lock = cache.folder().resolve("temporal-" + release.server() + ".lock");
    try (Elapsed line = new Elapsed(progress, "Temporal " + release.server())) {
      return hold(lock, line).during(() -> find().orElseGet(() -> get(program, line)));
    }
  }

  private ProcessLock hold(Path lock, Progress progress) {
    return ProcessLock.tryTake(lock)
        .or(
            () -> {
              progress.stage("another parley is getting it");
              return ProcessLock.take(lock, OTHERS_PATIENCE);
            })
        .orElseThrow(
            () ->
                new PartException(
                    "another parley has been getting the Temporal server for "
                        + OTHERS_PATIENCE.toMinutes()
                        + " minutes; it holds "
                        + lock
                        + ". End it and try again"));
  }

  private Program get(Path program, Progress progress) {
    List<String> tried = new ArrayList<>();
    for (TemporalSource source : sources) {
      try {
        return get(source, program, progress);
      } catch (PartException e) {
        tried.add("  " + source.name() + ": " + e.getMessage());
      }
    }
    throw new PartException(
        """
        no Temporal server could be had:
        %s
        Mend one of these, or put a temporal program into PATH, or name it in PARLEY_TEMPORAL\
        """
            .formatted(String.join("\n", tried)));
  }

  private Program get(TemporalSource source, Path program, Progress progress) {
    checkSpace(source);
    Path folder = workFolder();
    try {
      Path made = source.make(release, folder, progress);
      progress.stage("checking");
      Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
      String server = serverVersion(made).orElse("none");
      if (!server.equals(release.server())) {
        throw new PartException("it holds server " + server + ", not " + release.server());
      }
      String digest = "sha256:" + Digests.of(made);
      Files.move(made, program, StandardCopyOption.ATOMIC_MOVE);
      return new Program(program, server, source.name(), Optional.of(digest));
    } catch (IOException e) {
      throw new PartException("cannot write to " + cache.folder() + " (" + e + ")", e);
    } finally {
      progress.stage("removing what was only needed for it");
      PrivateFiles.remove(folder);
    }
  }

  private void checkSpace(TemporalSource source) {
    try {
      long free = Files.getFileStore(cache.folder()).getUsableSpace();
      if (free < source.space()) {
        throw new PartException(
            "needs %d MB, but %s has %d MB free. Free some, or set PARLEY_CACHE to another folder"
                .formatted(source.space() >> 20, cache.folder(), free >> 20));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot ask for the free space of " + cache.folder(), e);
    }
  }

  /** A folder on the same disk as the cache; what a killed setup left behind goes first. */
  private Path workFolder() {
    Path folder = cache.folder().resolve("setup-" + release.server());
    PrivateFiles.remove(folder);
    return PrivateFiles.folder(folder);
  }

  private Program named(Path file) {
    if (!Files.isExecutable(file)) {
      throw new PartException(
          "PARLEY_TEMPORAL names " + file + ", which is no program. Correct it, or unset it");
    }
    String server =
        serverVersion(file)
            .orElseThrow(
                () ->
                    new PartException(
                        "PARLEY_TEMPORAL names "
                            + file
                            + ", which does not answer to --version as temporal does"));
    return new Program(file.toAbsolutePath(), server, "PARLEY_TEMPORAL", Optional.empty());
  }

  private Optional<String> serverVersion(Path program) {
    return TemporalVersions.server(program, environment);
  }
}

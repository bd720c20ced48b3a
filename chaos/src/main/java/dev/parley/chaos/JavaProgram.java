package dev.parley.chaos;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How this module's code is run in another JVM: with the flags of {@code ./parley}, and like it
 * with a class-data archive once {@link #archiving} has made one. Such an archive takes jars only,
 * so folders of the class path are packed first.
 *
 * @param folder where jars and archive are
 * @param classPath jars
 */
record JavaProgram(Path folder, String classPath) {

  static JavaProgram packed(Path folder) {
    String own = System.getProperty("java.class.path");
    List<String> jars = new ArrayList<>();
    for (String part : Pattern.compile(Pattern.quote(File.pathSeparator)).split(own)) {
      Path path = Path.of(part).toAbsolutePath();
      if (Files.isDirectory(path)) {
        jars.add(pack(path, folder.resolve("classes-" + jars.size() + ".jar")).toString());
      } else if (Files.exists(path)) {
        jars.add(path.toString());
      }
    }
    return new JavaProgram(folder, String.join(File.pathSeparator, jars));
  }

  private static Path pack(Path classes, Path jar) {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> all = Files.walk(classes)) {
      for (Path one : all.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(one).toString().replace('\\', '/')));
        out.write(Files.readAllBytes(one));
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot pack " + classes, e);
    }
  }

  /** Runs a class; uses the archive if there is one. */
  List<String> run(Class<?> main) {
    return command(main, Files.exists(archive()) ? "-XX:SharedArchiveFile=" + archive() : "");
  }

  /** Runs a class; when it ends by itself or by SIGTERM the archive is written. */
  List<String> archiving(Class<?> main) {
    return command(main, "-XX:ArchiveClassesAtExit=" + archive());
  }

  private Path archive() {
    return folder.resolve("classes.jsa");
  }

  private List<String> command(Class<?> main, String archiveFlag) {
    return Stream.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Xlog:cds=off",
            "-Xlog:aot=off",
            archiveFlag,
            "-Dlogback.configurationFile=chaos-worker-logback.xml",
            "-cp",
            classPath,
            main.getName())
        .filter(part -> !part.isEmpty())
        .collect(Collectors.toUnmodifiableList());
  }
}

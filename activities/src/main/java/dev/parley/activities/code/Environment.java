package dev.parley.activities.code;

import java.util.Map;
import java.util.TreeMap;

/** The only environment variables that code sees. */
final class Environment {

  private Environment() {}

  /**
   * The variables of every sandbox.
   *
   * @param workspace the workspace as the code sees it
   * @param tmp the folder for temporary files as the code sees it
   */
  static Map<String, String> of(Limits limits, String workspace, String tmp) {
    Map<String, String> variables = new TreeMap<>();
    variables.put("HOME", tmp);
    variables.put("TMPDIR", tmp);
    variables.put("USER", "sandbox");
    variables.put("LANG", "C.UTF-8");
    variables.put("MPLBACKEND", "Agg");
    // A block without a name lies outside of the workspace, and imports from it all the same.
    variables.put("PYTHONPATH", workspace);
    // What was printed must be there when the time is up, and in order with the error output.
    variables.put("PYTHONUNBUFFERED", "1");
    variables.put("PYTHONDONTWRITEBYTECODE", "1");
    // Numerical libraries start a thread for each processor of the machine, not of the sandbox.
    String threads = Long.toString((long) Math.ceil(limits.cpus()));
    variables.put("OMP_NUM_THREADS", threads);
    variables.put("OPENBLAS_NUM_THREADS", threads);
    return variables;
  }
}

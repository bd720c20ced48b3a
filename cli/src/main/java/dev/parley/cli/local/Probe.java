package dev.parley.cli.local;

import java.util.List;

/** Looks at one part of the installation. It changes nothing and takes a few seconds at most. */
@FunctionalInterface
public interface Probe {

  /** What there is to say, one finding or more. */
  List<Finding> look();
}

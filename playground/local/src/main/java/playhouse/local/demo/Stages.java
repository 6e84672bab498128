package playhouse.local.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** How long each part of the tour took. */
final class Stages {
  private final List<Stage> stages = new ArrayList<>();

  /** One part and its seconds of wall clock. */
  record Stage(String name, double seconds) {}

  void time(String name, Runnable work) {
    time(
        name,
        () -> {
          work.run();
          return true;
        });
  }

  <T> T time(String name, Supplier<T> work) {
    long began = System.nanoTime();
    T result = work.get();
    stages.add(new Stage(name, Math.round((System.nanoTime() - began) / 1e8) / 10.0));
    return result;
  }

  List<Stage> all() {
    return List.copyOf(stages);
  }
}

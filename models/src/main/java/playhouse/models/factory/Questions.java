package playhouse.models.factory;

import java.util.List;
import java.util.Optional;

/** What models of people answer. */
public final class Questions {
  private Questions() {}

  public static List<Question> all() {
    return List.of(new Churn(), new Conversion());
  }

  public static Optional<Question> find(String name) {
    return all().stream().filter(question -> question.name().equals(name)).findFirst();
  }
}

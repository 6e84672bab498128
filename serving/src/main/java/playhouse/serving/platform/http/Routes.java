package playhouse.serving.platform.http;

import java.util.List;

/** The routes of one system, or of a part of one. */
public interface Routes {
  /** Id of the system, such as {@code S5.1}; {@code platform} for what belongs to none. */
  String system();

  /** All of them; those that could be taken for each other with the most exact first. */
  List<Endpoint> endpoints();
}

/** Features, learners and scorers in plain Java. */
@NullMarked
package playhouse.models;

import org.jspecify.annotations.NullMarked;

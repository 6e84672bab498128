/** Learners of yes or no from tables of one row a person. */
@NullMarked
package playhouse.models.tabular;

import org.jspecify.annotations.NullMarked;

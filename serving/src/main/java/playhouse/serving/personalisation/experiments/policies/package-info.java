/** What a policy that nobody has tried would have earned, from lists that another one served. */
@NullMarked
package playhouse.serving.personalisation.experiments.policies;

import org.jspecify.annotations.NullMarked;

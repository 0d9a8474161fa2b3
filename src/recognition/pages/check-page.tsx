import type { JSX } from 'hono/jsx/jsx-runtime';
import type { CheckView } from './context.ts';
import { OutcomePage } from './outcome.tsx';
import { Start } from './start.tsx';
import { TopicQuestions } from './topic.tsx';

/** The page of the check that the answers lead to. */
export function CheckPage({ view }: { view: CheckView }): JSX.Element {
  const { step } = view.state;
  switch (step.name) {
    case 'start':
      return <Start view={view} />;
    case 'topic':
      return <TopicQuestions view={view} topic={step.topic} />;
    case 'outcome':
      return <OutcomePage view={view} />;
  }
}

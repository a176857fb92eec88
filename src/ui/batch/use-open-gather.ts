import { useActions } from '../context.ts'

/** Shows a gather in Tune. */
export function useOpenGather(): (gather: number) => void {
  const actions = useActions()
  return (gather) => {
    actions.showWorkspace('tune')
    actions.goToGather(gather)
  }
}

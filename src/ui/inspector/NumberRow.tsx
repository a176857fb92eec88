import { type CSSProperties, type ReactElement, useId } from 'react'
import { automaticOf, limitsOf, type NumberParam } from '../../processes/schema.ts'
import { type ChainItem, fieldKey } from '../../state/recipe.ts'
import { useActions, useRecipe } from '../context.ts'
import { NumberField } from './NumberField.tsx'
import { numberText, sliderPart, sliderRange, startingValue, steppedValue, textWithUnit } from './slider-scale.ts'
import { useSliderDrag } from './use-slider-drag.ts'

interface NumberRowProps {
  readonly item: ChainItem
  readonly param: NumberParam
}

/** Label, slider and value. Live while the slider is held; the tick is where it was when the drag began. */
export function NumberRow({ item, param }: NumberRowProps): ReactElement {
  const actions = useActions()
  const id = useId()
  const error = useRecipe((state) => state.fieldErrors[fieldKey(item.id, param.key)])
  const dragStart = useRecipe((state) =>
    state.drag?.stepId === item.id && state.drag.key === param.key ? state.drag.startValue : undefined,
  )
  const stored = item.step[param.key]
  const value = typeof stored === 'number' ? stored : null
  const automatic = automaticOf(param)
  const { min, max } = sliderRange(param)
  const slider = useSliderDrag({
    step: (direction) => steppedValue(param, value, direction),
    onInput: (next, phase) => actions.setParam(item.id, param.key, next, phase),
    onCancel: () => actions.cancelDrag(),
  })
  const isDragging = dragStart !== undefined
  const scale = { '--part': sliderPart(param, value) } as CSSProperties
  return (
    <>
      <div className={isDragging ? 'param dragging' : 'param'} data-param={param.key}>
        <label className="param-label" htmlFor={id}>
          {param.label}
        </label>
        <span className="slider" style={scale}>
          {automatic !== null && (
            <button
              type="button"
              className="btn auto"
              aria-pressed={value === null}
              title={`Auto: ${automatic.means}`}
              onClick={() =>
                actions.setParam(item.id, param.key, value === null ? startingValue(param) : automatic.value, 'commit')
              }
            >
              Auto
            </button>
          )}
          <span className="track">
            {typeof dragStart === 'number' && (
              <i className="drag-start" style={{ '--part': sliderPart(param, dragStart) } as CSSProperties} />
            )}
            <input
              ref={slider.ref}
              id={id}
              type="range"
              min={min}
              max={max}
              step={param.sliderStep}
              value={value ?? min}
              title={`${param.label}: ${limitsOf(param)}. Double-click for ${numberText(param, param.default)}`}
              aria-valuetext={textWithUnit(param, value)}
              onChange={slider.onChange}
              onDoubleClick={() => actions.setParam(item.id, param.key, param.default, 'commit')}
            />
          </span>
        </span>
        <NumberField item={item} param={param} value={value} hasError={error !== undefined} />
      </div>
      {error !== undefined ? (
        <p className="param-note error" role="alert">
          {error}
        </p>
      ) : (
        param.hint !== undefined && <p className="param-note">{param.hint}</p>
      )}
    </>
  )
}
